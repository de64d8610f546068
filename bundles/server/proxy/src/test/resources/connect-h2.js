/* SPDX-License-Identifier: EPL-2.0 */
// A client of CONNECT by HTTP/2 (node's http2, nghttp2 beneath). Prints one line for each thing seen.
'use strict';
const http2 = require('http2');
const fs = require('fs');
const [, , url, ca, authorization, resets] = process.argv;

const session = http2.connect(url, ca ? {ca: fs.readFileSync(ca), servername: 'proxy.test'} : {});
session.on('error', e => { console.log('session ' + e.code); process.exit(0); });

function ask(authority, more) {
  return session.request({':method': 'CONNECT', ':authority': authority, ...more});
}

function answer(request) {
  return new Promise(resolve => {
    request.on('error', () => {});
    request.on('response', headers => {
      let text = '';
      request.on('data', data => { text += data; });
      request.on('end', () => resolve(headers[':status'] + ' ' + text.trim()));
    });
    request.end();
  });
}

function echoed(octets) {
  return new Promise((resolve, reject) => {
    const request = ask('echo.gw7.fleet.test:80', {'proxy-authorization': authorization});
    let count = 0;
    request.on('error', reject);
    request.on('data', data => { count += data.length; });
    request.on('end', () => resolve(count));
    request.end(Buffer.alloc(octets, 'x'));
  });
}

async function several() {
  const mine = {'proxy-authorization': authorization};
  console.log('stranger ' + await answer(ask('echo.gw7.fleet.test:80')));
  console.log('elsewhere ' + await answer(ask('sink.gw8.fleet.test:80', mine)));
  console.log('no port ' + await answer(ask('echo.gw7.fleet.test', mine)));
  console.log('GET ' + await answer(session.request({':path': '/'})));
  console.log('echoes ' + await Promise.all([1, 100000, 3000000].map(echoed)));

  const stalled = ask('sink.gw7.fleet.test:80', mine);
  stalled.on('error', () => {});
  stalled.on('response', () => {
    let sent = 0;
    const more = () => { while (sent < 64e6 && stalled.write(Buffer.alloc(100000))) { sent += 100000; } };
    stalled.on('drain', more);
    more();
    setTimeout(async () => {
      console.log('stalled ' + (sent < 40e6));
      console.log('meanwhile ' + await echoed(2000000));
      const open = ask('echo.gw7.fleet.test:80', mine);
      open.on('error', () => {});
      open.on('close', () => { console.log('reset ' + open.rstCode); process.exit(0); });
      open.on('response', () => open.write('x'));
      open.on('data', data => console.log('open ' + data));
    }, 500);
  });
}

function hasty() {
  session.on('goaway', code => { console.log('goaway ' + code); session.destroy(); });
  const next = left => {
    for (let i = 0; i < 20; i++) {
      const request = ask('echo.gw7.fleet.test:80', {'proxy-authorization': authorization});
      request.on('error', () => {});
      request.close(http2.constants.NGHTTP2_CANCEL);
    }
    if (left > 20) { setImmediate(() => next(left - 20)); }
  };
  next(Number(resets));
}

if (resets) { hasty(); } else { several(); }

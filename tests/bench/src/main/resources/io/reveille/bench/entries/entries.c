/* SPDX-License-Identifier: EPL-2.0 */
/*
 * Clients of the entries, and the services that they ask for: what a client says before its octets go through, then the
 * same octets for all. Blocking calls, a thread for each connection.
 *
 *   entries serve CERTIFICATE KEY           services on 127.0.0.1: in clear, by TLS, by UDP; prints their ports; ends with
 *                                           its standard input
 *   entries LOAD PORT SECONDS MANY WAY NAME measures one way; prints one line of name=value pairs
 *
 * LOAD: down, up (octets on one connection); open (connect, one octet there and back, hang up, by MANY callers); get, post
 * (bodies by HTTP, one after the other), ask (small requests by MANY callers, each on a connection that it keeps); udp
 * (datagrams there and back, MANY on their way).
 * WAY: letters, each a layer, from the outside in: t TLS, c CONNECT, s SOCKS5; "-" is none.
 * NAME: what TLS, CONNECT, SOCKS and HTTP are told. In the environment: AUTHORITIES, the file of those whom TLS trusts;
 * PROXY_NAME, what TLS is told before CONNECT and SOCKS; AUTHORIZATION, the field's value for CONNECT; SOURCE, the address to
 * come from.
 *
 * The first MiB of each body or connection is compared with what was sent. A service knows by the first octet of a
 * connection what is wanted: d, u, o, or an HTTP method.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* What is used of OpenSSL 3, whose headers are not on every machine that has it (ssl.h). */
typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;
const void *TLS_client_method(void);
const void *TLS_server_method(void);
SSL_CTX *SSL_CTX_new(const void *method);
long SSL_CTX_ctrl(SSL_CTX *context, int command, long number, void *pointer);
long SSL_ctrl(SSL *tls, int command, long number, void *pointer);
int SSL_CTX_set_ciphersuites(SSL_CTX *context, const char *names);
int SSL_CTX_use_certificate_chain_file(SSL_CTX *context, const char *file);
int SSL_CTX_use_PrivateKey_file(SSL_CTX *context, const char *file, int form);
int SSL_CTX_load_verify_locations(SSL_CTX *context, const char *file, const char *directory);
void SSL_CTX_set_verify(SSL_CTX *context, int mode, void *callback);
void SSL_CTX_set_default_read_buffer_len(SSL_CTX *context, size_t length);
SSL *SSL_new(SSL_CTX *context);
int SSL_set_fd(SSL *tls, int fd);
int SSL_set1_host(SSL *tls, const char *name);
int SSL_connect(SSL *tls);
int SSL_accept(SSL *tls);
int SSL_read(SSL *tls, void *to, int length);
int SSL_write(SSL *tls, const void *from, int length);
int SSL_shutdown(SSL *tls);
void SSL_free(SSL *tls);
enum { SERVER_NAME = 55, MODE = 33, READ_AHEAD = 41, PARTIAL_WRITE = 1, MOVING_BUFFER = 2, PEM = 1, VERIFY_PEER = 1 };

enum { PIECE = 128 * 1024, REPORT_EVERY = 64 * 1024, STACK = 512 * 1024, COMPARED = 1 << 20, BODY = 16 << 20, HEAD = 4096 };
enum { WORKERS = 150, MOST_CALLERS = 64, MOST_SAMPLES = 1 << 18, DATAGRAM = 64, TURNS_BETWEEN_REPORTS = 8 };
static const double LONGEST_WARM_UP = 0.3, PATIENCE = 5; /* nobody is measured before there is something to measure */

static char *octets; /* what all bodies and streams are made of, again and again */
static SSL_CTX *security;
static struct sockaddr_in address;
static double measured_seconds, warm_up;
static atomic_int errors;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *what) {
  fprintf(stderr, "entries: %s: %s\n", what, errno ? strerror(errno) : "refused");
  exit(1);
}

static char *incompressible(void) {
  char *made = malloc(PIECE);
  uint32_t x = 2463534242u;
  for (int i = 0; i < PIECE; i++) {
    x ^= x << 13, x ^= x >> 17, x ^= x << 5;
    made[i] = (char)x;
  }
  return made;
}

static pthread_t thread(void *(*work)(void *), void *argument) {
  pthread_attr_t small;
  pthread_t started;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, STACK);
  if (pthread_create(&started, &small, work, argument)) fail("a thread");
  pthread_attr_destroy(&small);
  return started;
}

/* ---- a connection, in clear or not */

struct peer {
  int fd;
  SSL *tls;
};

static ssize_t take(struct peer *peer, void *to, size_t length) {
  return peer->tls ? SSL_read(peer->tls, to, (int)length) : recv(peer->fd, to, length, 0);
}

static ssize_t give(struct peer *peer, const void *from, size_t length) {
  return peer->tls ? SSL_write(peer->tls, from, (int)length) : send(peer->fd, from, length, MSG_NOSIGNAL);
}

static int give_all(struct peer *peer, const void *from, size_t length) {
  for (const char *at = from; length > 0;) {
    ssize_t n = give(peer, at, length);
    if (n <= 0) return 0;
    at += n, length -= (size_t)n;
  }
  return 1;
}

static int take_all(struct peer *peer, void *to, size_t length) {
  for (char *at = to; length > 0;) {
    ssize_t n = take(peer, at, length);
    if (n <= 0) return 0;
    at += n, length -= (size_t)n;
  }
  return 1;
}

static void hang_up(struct peer *peer) {
  if (peer->tls) {
    SSL_shutdown(peer->tls);
    SSL_free(peer->tls);
    peer->tls = NULL;
  }
  if (peer->fd >= 0) close(peer->fd);
  peer->fd = -1;
}

static void without_delay(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* Whether they are what was sent, LENGTH of them from place AT on. */
static int intact(const char *came, uint64_t at, size_t length) {
  while (length > 0 && at < COMPARED) {
    size_t place = at % PIECE, some = PIECE - place < length ? PIECE - place : length;
    if (memcmp(came, octets + place, some)) return 0;
    came += some, at += some, length -= some;
  }
  return 1;
}

/* Reads a head up to its empty line; what came after it is moved to its front. Gives what is there of that, or -1. */
static ssize_t take_head(struct peer *peer, char *head, size_t held) {
  for (;;) {
    char *end = memmem(head, held, "\r\n\r\n", 4);
    if (end) {
      end[2] = 0;
      return (ssize_t)(held - (size_t)(end + 4 - head));
    }
    if (held >= HEAD - 1) return -1;
    ssize_t n = take(peer, head + held, HEAD - 1 - held);
    if (n <= 0) return -1;
    held += (size_t)n;
  }
}

static uint64_t content_length(const char *head) {
  const char *field = strcasestr(head, "\r\nContent-Length:");
  return field ? strtoull(field + 17, NULL, 10) : 0;
}

/* Reads a body of that length, of which some octets are in the head's buffer. */
static int take_body(struct peer *peer, const char *early, size_t held, uint64_t length) {
  static _Thread_local char *room;
  uint64_t at = held;
  if (!room) room = malloc(PIECE);
  if (held > length || !intact(early, 0, held)) return 0;
  while (at < length) {
    ssize_t n = take(peer, room, length - at < PIECE ? length - at : PIECE);
    if (n <= 0 || !intact(room, at, (size_t)n)) return 0;
    at += (uint64_t)n;
  }
  return 1;
}

static int give_body(struct peer *peer) {
  for (int at = 0; at < BODY; at += PIECE)
    if (!give_all(peer, octets, PIECE)) return 0;
  return 1;
}

/* ---- the services */

static int listening, listening_tls, listening_udp;

static void serve_up(struct peer *peer, char *room) {
  uint64_t all = 0, reported = 0;
  for (ssize_t n; (n = take(peer, room, PIECE)) > 0 && intact(room, all, (size_t)n);) {
    all += (uint64_t)n;
    if (all - reported >= REPORT_EVERY) {
      reported = all;
      if (!give_all(peer, &reported, sizeof reported)) return;
    }
  }
}

static void serve_http(struct peer *peer, char first) {
  char head[HEAD];
  size_t held = 1;
  head[0] = first;
  for (;;) {
    ssize_t beyond = take_head(peer, head, held);
    if (beyond < 0) return;
    const char *rest = head + strlen(head) + 2;
    uint64_t length = content_length(head);
    int large = !strncmp(head, "GET /body", 9);
    if (length > 0) { /* then nothing but its body is beyond the head */
      if (!take_body(peer, rest, (size_t)beyond, length)) return;
      held = 0;
    } else {
      memmove(head, rest, held = (size_t)beyond);
    }
    char answer[128];
    int size = snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", large ? BODY : 2,
        large ? "" : "ok");
    if (!give_all(peer, answer, (size_t)size) || (large && !give_body(peer))) return;
  }
}

static void serve_one(struct peer *peer) {
  char wish, room[HEAD];
  if (!take_all(peer, &wish, 1)) return;
  if (wish == 'u') {
    char *large = malloc(PIECE);
    serve_up(peer, large);
    free(large);
  } else if (wish == 'd') {
    while (give_all(peer, octets, PIECE)) {
    }
  } else if (wish == 'o') {
    if (take_all(peer, room, 1) && give_all(peer, room, 1)) {
      if (!peer->tls) shutdown(peer->fd, SHUT_WR);
      while (take(peer, room, sizeof room) > 0) {
      }
    }
  } else if (wish == 'G' || wish == 'P') {
    serve_http(peer, wish);
  }
}

static void *serve_many(void *with_tls) {
  for (;;) {
    struct peer peer = {accept(with_tls ? listening_tls : listening, NULL, NULL), NULL};
    if (peer.fd < 0) continue;
    without_delay(peer.fd);
    if (with_tls) {
      peer.tls = SSL_new(security);
      SSL_set_fd(peer.tls, peer.fd);
    }
    if (!with_tls || SSL_accept(peer.tls) == 1) serve_one(&peer);
    hang_up(&peer);
  }
  return NULL;
}

static void *serve_datagrams(void *unused) {
  char room[2048];
  struct sockaddr_in from;
  socklen_t length = sizeof from;
  (void)unused;
  for (;;) {
    ssize_t n = recvfrom(listening_udp, room, sizeof room, 0, (void *)&from, &length);
    if (n > 0) sendto(listening_udp, room, (size_t)n, 0, (void *)&from, length);
  }
  return NULL;
}

static int listen_at_any(int type) {
  struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof any;
  int fd = socket(AF_INET, type, 0);
  if (bind(fd, (void *)&any, sizeof any) || (type == SOCK_STREAM && listen(fd, 4096))) fail("listen");
  getsockname(fd, (void *)&any, &length);
  printf("%d ", ntohs(any.sin_port));
  return fd;
}

static SSL_CTX *security_of(const void *method) {
  SSL_CTX *made = SSL_CTX_new(method);
  if (!made || SSL_CTX_set_ciphersuites(made, "TLS_AES_128_GCM_SHA256") != 1) fail("TLS");
  SSL_CTX_ctrl(made, MODE, PARTIAL_WRITE | MOVING_BUFFER, NULL);
  SSL_CTX_ctrl(made, READ_AHEAD, 1, NULL);
  SSL_CTX_set_default_read_buffer_len(made, PIECE);
  return made;
}

static int serve(const char *certificate, const char *key) {
  security = security_of(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(security, certificate) != 1 ||
      SSL_CTX_use_PrivateKey_file(security, key, PEM) != 1)
    fail("the certificate");
  listening = listen_at_any(SOCK_STREAM);
  listening_tls = listen_at_any(SOCK_STREAM);
  listening_udp = listen_at_any(SOCK_DGRAM);
  for (int i = 0; i < WORKERS; i++) {
    thread(serve_many, NULL);
    thread(serve_many, &listening_tls);
  }
  thread(serve_datagrams, NULL);
  printf("are the ports\n");
  fflush(stdout);
  char c;
  while (read(0, &c, 1) > 0) {
  }
  return 0;
}

/* ---- what clients say first */

static const char *way, *name;

static const char *environment(const char *variable, const char *otherwise) {
  const char *value = getenv(variable);
  return value ? value : otherwise;
}

static int secure(struct peer *peer, const char *told) {
  peer->tls = SSL_new(security);
  SSL_set_fd(peer->tls, peer->fd);
  SSL_ctrl(peer->tls, SERVER_NAME, 0, (void *)told);
  SSL_set1_host(peer->tls, told);
  return SSL_connect(peer->tls) == 1;
}

static int ask_connect(struct peer *peer) {
  char head[HEAD];
  const char *authorization = getenv("AUTHORIZATION");
  int size = snprintf(head, sizeof head, "CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\n%s%s%s\r\n", name, name,
      authorization ? "Proxy-Authorization: " : "", authorization ? authorization : "", authorization ? "\r\n" : "");
  return give_all(peer, head, (size_t)size) && take_head(peer, head, 0) == 0 && !strncmp(head, "HTTP/1.1 200", 12);
}

static int ask_socks(struct peer *peer) {
  unsigned char said[HEAD] = {5, 1, 0};
  size_t length = strlen(name);
  if (!give_all(peer, said, 3) || !take_all(peer, said, 2) || said[1] != 0) return 0;
  memcpy(said, "\5\1\0\3", 4);
  said[4] = (unsigned char)length;
  memcpy(said + 5, name, length);
  memcpy(said + 5 + length, "\1\273", 2);
  if (!give_all(peer, said, 7 + length) || !take_all(peer, said, 4) || said[1] != 0) return 0;
  return take_all(peer, said, said[3] == 4 ? 18 : 6);
}

static int dial(struct peer *peer) {
  struct timeval patience = {5, 0};
  struct sockaddr_in source = {.sin_family = AF_INET};
  *peer = (struct peer){socket(AF_INET, SOCK_STREAM, 0), NULL};
  without_delay(peer->fd);
  setsockopt(peer->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(peer->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (inet_pton(AF_INET, environment("SOURCE", ""), &source.sin_addr) == 1) {
    int on = 1;
    setsockopt(peer->fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    bind(peer->fd, (void *)&source, sizeof source);
  }
  int well = !connect(peer->fd, (void *)&address, sizeof address);
  for (const char *layer = way; well && *layer; layer++) {
    if (*layer == 't') well = secure(peer, layer[1] ? environment("PROXY_NAME", name) : name);
    if (*layer == 'c') well = ask_connect(peer);
    if (*layer == 's') well = ask_socks(peer);
  }
  if (!well) hang_up(peer);
  return well;
}

static void dial_for(struct peer *peer, char wish) {
  if (!dial(peer) || !give_all(peer, &wish, 1)) fail("connect");
}

/* ---- the loads */

static void say_rate(double moved, double took) {
  printf("rate=%.0f errors=%d\n", moved / took, errors);
}

static int down(void) {
  struct peer peer;
  char *room = malloc(PIECE);
  uint64_t all = 0, before = 0;
  dial_for(&peer, 'd');
  double from = now() + warm_up, until = from + measured_seconds, t;
  while ((t = now()) < until || (all == before && t < until + PATIENCE)) {
    if (t < from) before = all;
    ssize_t n = take(&peer, room, PIECE);
    if (n <= 0 || !intact(room, all, (size_t)n)) fail("octets");
    all += (uint64_t)n;
  }
  hang_up(&peer);
  say_rate((double)(all - before), t - from);
  return 0;
}

/* One thread for both directions, since one TLS connection cannot have two. */
static int up(void) {
  struct peer peer;
  uint64_t written = 0, confirmed = 0, before = 0, reports[512];
  size_t held = 0;
  dial_for(&peer, 'u');
  fcntl(peer.fd, F_SETFL, O_NONBLOCK);
  double from = now() + warm_up, until = from + measured_seconds, t;
  while ((t = now()) < until || (confirmed == before && t < until + PATIENCE)) {
    if (t < from) before = confirmed;
    int stuck = 0;
    for (int turn = 0; turn < TURNS_BETWEEN_REPORTS && !stuck; turn++) {
      size_t place = written % PIECE;
      ssize_t n = give(&peer, octets + place, PIECE - place);
      if (n > 0) written += (uint64_t)n;
      stuck = n <= 0;
    }
    ssize_t n = take(&peer, (char *)reports + held, sizeof reports - held);
    if (n == 0) fail("upload");
    if (n > 0) {
      held += (size_t)n;
      if (held >= sizeof *reports) confirmed = reports[held / sizeof *reports - 1];
      memmove(reports, (char *)reports + held / sizeof *reports * sizeof *reports, held % sizeof *reports);
      held %= sizeof *reports;
    } else if (stuck) {
      struct pollfd either = {peer.fd, POLLIN | POLLOUT, 0};
      poll(&either, 1, 1000);
    }
  }
  hang_up(&peer);
  if (confirmed > written) fail("more confirmed than written");
  say_rate((double)(confirmed - before), t - from);
  return 0;
}

static int exchange(struct peer *peer, int post, const char *path, uint64_t expected) {
  char head[HEAD];
  int size = post ? snprintf(head, sizeof head, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n", path, name, BODY)
                  : snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, name);
  if (!give_all(peer, head, (size_t)size) || (post && !give_body(peer))) return 0;
  ssize_t beyond = take_head(peer, head, 0);
  if (beyond < 0 || strncmp(head, "HTTP/1.1 200", 12) || content_length(head) != expected) return 0;
  const char *rest = head + strlen(head) + 2;
  if (expected == BODY) return take_body(peer, rest, (size_t)beyond, expected);
  char ok[2];
  memcpy(ok, rest, (size_t)beyond > 2 ? 2 : (size_t)beyond);
  return beyond <= 2 && take_all(peer, ok + beyond, 2 - (size_t)beyond) && !memcmp(ok, "ok", 2);
}

static int bodies(int post) {
  struct peer peer;
  uint64_t moved = 0;
  double began = now(), from = 0, t = began;
  if (!dial(&peer)) fail("connect");
  do {
    int warm = t - began >= warm_up;
    if (warm && from == 0) from = t;
    if (!exchange(&peer, post, post ? "/take" : "/body", post ? 2 : BODY)) fail("a body");
    if (warm) moved += BODY;
    t = now();
  } while (from == 0 || t - from < measured_seconds);
  hang_up(&peer);
  say_rate((double)moved, t - from);
  return 0;
}

static pthread_mutex_t merging = PTHREAD_MUTEX_INITIALIZER;
static double *samples, measured_from, measured_until;
static size_t sampled;
static int keeping;

static int call_once(struct peer *kept) {
  if (keeping) return (kept->fd >= 0 || dial(kept)) && exchange(kept, 0, "/small", 2);
  char wish[2] = {'o', 'y'}, back = 0;
  int served = dial(kept) && give_all(kept, wish, 2) && take_all(kept, &back, 1) && back == 'y';
  hang_up(kept);
  return served;
}

static void *call_again_and_again(void *unused) {
  struct peer kept = {-1, NULL};
  double until = measured_from + measured_seconds, *own = malloc(MOST_SAMPLES * sizeof *own);
  size_t count = 0;
  (void)unused;
  double before = now();
  for (; (before < until || (count == 0 && before < until + PATIENCE)) && count < MOST_SAMPLES; before = now()) {
    if (!call_once(&kept)) {
      errors++;
      hang_up(&kept);
      usleep(1000);
    } else if (before >= measured_from) {
      own[count++] = now() - before;
    }
  }
  hang_up(&kept);
  pthread_mutex_lock(&merging);
  memcpy(samples + sampled, own, count * sizeof *own);
  sampled += count;
  if (before > measured_until) measured_until = before;
  pthread_mutex_unlock(&merging);
  free(own);
  return NULL;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double quantile(double part) {
  return sampled ? samples[(size_t)((double)(sampled - 1) * part)] * 1e6 : 0;
}

static int calls(int callers, int keep) {
  pthread_t threads[MOST_CALLERS];
  keeping = keep;
  samples = malloc((size_t)callers * MOST_SAMPLES * sizeof *samples);
  measured_from = now() + warm_up;
  for (int i = 0; i < callers; i++) threads[i] = thread(call_again_and_again, NULL);
  for (int i = 0; i < callers; i++) pthread_join(threads[i], NULL);
  qsort(samples, sampled, sizeof *samples, by_value);
  printf("rate=%.0f p50=%.1f p99=%.1f errors=%d\n", (double)sampled / (measured_until - measured_from), quantile(0.5), quantile(0.99), errors);
  return 0;
}

static int datagrams(int outstanding) {
  struct timeval patience = {0, 200000};
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  uint64_t sent = 0, back = 0, counted = 0, lost = 0, said[DATAGRAM / sizeof(uint64_t)] = {0}, heard[DATAGRAM / sizeof(uint64_t)];
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect(fd, (void *)&address, sizeof address)) fail("connect");
  double from = now() + warm_up, until = from + measured_seconds, t;
  while ((t = now()) < until || (counted == 0 && t < until + PATIENCE)) {
    while (sent - back - lost < (uint64_t)outstanding) {
      said[0] = sent++, said[1] = said[0] ^ UINT64_C(0x5deece66d);
      send(fd, said, DATAGRAM, 0);
    }
    ssize_t n = recv(fd, heard, sizeof heard, 0);
    if (n < 0) {
      lost = sent - back; /* all that are on their way */
    } else if (n != DATAGRAM || heard[1] != (heard[0] ^ UINT64_C(0x5deece66d)) || heard[0] >= sent) {
      errors++;
    } else {
      back++;
      if (back + lost > sent) lost--; /* it was late */
      if (t >= from) counted++;
    }
  }
  printf("rate=%.0f lost=%.0f sent=%.0f errors=%d\n", (double)counted / (t - from), (double)lost, (double)sent, errors);
  return 0;
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN);
  octets = incompressible();
  if (count == 4 && !strcmp(words[1], "serve")) return serve(words[2], words[3]);
  if (count == 7) {
    const char *load = words[1];
    int many = atoi(words[4]);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)atoi(words[2]));
    measured_seconds = atof(words[3]);
    warm_up = measured_seconds < LONGEST_WARM_UP ? measured_seconds : LONGEST_WARM_UP;
    way = words[5], name = words[6];
    if (many < 1 || many > MOST_CALLERS) many = 1;
    if (strchr(way, 't')) {
      security = security_of(TLS_client_method());
      if (SSL_CTX_load_verify_locations(security, environment("AUTHORITIES", ""), NULL) != 1) fail("AUTHORITIES");
      SSL_CTX_set_verify(security, VERIFY_PEER, NULL);
    }
    if (!strcmp(load, "down")) return down();
    if (!strcmp(load, "up")) return up();
    if (!strcmp(load, "open")) return calls(many, 0);
    if (!strcmp(load, "ask")) return calls(many, 1);
    if (!strcmp(load, "get")) return bodies(0);
    if (!strcmp(load, "post")) return bodies(1);
    if (!strcmp(load, "udp")) return datagrams(many);
  }
  fprintf(stderr, "usage: entries serve CERTIFICATE KEY | down|up|open|get|post|ask|udp PORT SECONDS MANY WAY NAME\n");
  return 2;
}

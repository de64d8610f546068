/* SPDX-License-Identifier: EPL-2.0 */
/*
 * The load behind and in front of a tunnel: blocking calls and a thread for each direction, nothing between the
 * measured connections and the kernel.
 *
 *   load serve PORT CONNECTIONS      a service on 127.0.0.1 (PORT 0: any); prints its port; ends with its standard input
 *   load down PORT SECONDS STREAMS   octets that came from the service, after a warm-up
 *   load up PORT SECONDS STREAMS     octets that the service says it has read
 *   load echo PORT SECONDS           one octet there and back, again and again on one connection
 *   load open PORT SECONDS CALLERS   connect, one octet there and back, hang up; again and again
 *   load hold PORT COUNT             opens so many, an octet there and back each, says so, ends with its standard input
 *
 * The first octet of a connection says what the service is to do: d, u, e or o. A measurement prints one line of
 * name=value pairs.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 128 * 1024, REPORT_EVERY = 64 * 1024, STACK = 256 * 1024, SMALL = 16 * 1024, MOST_SAMPLES = 1 << 21 };
static const double LONGEST_WARM_UP = 0.5;

static struct sockaddr_in address;
static double measured_seconds, warm_up;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void rest(double seconds) {
  struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  while (nanosleep(&t, &t) && errno == EINTR) {
  }
}

static int send_all(int fd, const void *octets, size_t length) {
  const char *from = octets;
  while (length > 0) {
    ssize_t n = send(fd, from, length, MSG_NOSIGNAL);
    if (n <= 0) return 0;
    from += n;
    length -= (size_t)n;
  }
  return 1;
}

static int receive_all(int fd, void *octets, size_t length) {
  char *to = octets;
  while (length > 0) {
    ssize_t n = recv(fd, to, length, 0);
    if (n <= 0) return 0;
    to += n;
    length -= (size_t)n;
  }
  return 1;
}

static char *piece(void) { /* octets that no one can compress */
  char *octets = malloc(PIECE);
  if (!octets) fail("memory");
  uint32_t x = 2463534242u;
  for (int i = 0; i < PIECE; i++) {
    x ^= x << 13, x ^= x >> 17, x ^= x << 5;
    octets[i] = (char)x;
  }
  return octets;
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

static void without_delay(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* ---- the service */

static int listening;

static void serve_up(int fd, char *octets) {
  uint64_t read_of_all = 0, reported = 0;
  for (;;) {
    ssize_t n = recv(fd, octets, PIECE, 0);
    if (n <= 0) return;
    read_of_all += (uint64_t)n;
    if (read_of_all - reported >= REPORT_EVERY) {
      reported = read_of_all;
      if (!send_all(fd, &reported, sizeof reported)) return;
    }
  }
}

static void serve_one(int fd) {
  char wish, c, few[SMALL];
  ssize_t n;
  if (!receive_all(fd, &wish, 1)) return;
  switch (wish) {
    case 'd':
    case 'u': {
      char *octets = piece();
      if (wish == 'u') serve_up(fd, octets);
      else while (send_all(fd, octets, PIECE)) {
      }
      free(octets);
      return;
    }
    case 'e':
      while ((n = recv(fd, few, sizeof few, 0)) > 0 && send_all(fd, few, (size_t)n)) {
      }
      return;
    case 'o':
      if (receive_all(fd, &c, 1) && send_all(fd, &c, 1)) {
        shutdown(fd, SHUT_WR);
        while (recv(fd, few, sizeof few, 0) > 0) {
        }
      }
      return;
    default:
      return;
  }
}

static void *serve_many(void *unused) {
  (void)unused;
  for (;;) {
    int fd = accept(listening, NULL, NULL);
    if (fd < 0) {
      rest(0.01);
      continue;
    }
    without_delay(fd);
    serve_one(fd);
    close(fd);
  }
  return NULL;
}

static void await_end_of_input(void) {
  char c;
  while (read(0, &c, 1) > 0) {
  }
}

static int serve(int workers) {
  int on = 1;
  socklen_t length = sizeof address;
  listening = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listening, (void *)&address, sizeof address) || listen(listening, 4096)) fail("listen");
  getsockname(listening, (void *)&address, &length);
  for (int i = 0; i < workers; i++) thread(serve_many, NULL);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  await_end_of_input();
  return 0;
}

/* ---- its clients */

static int dial(char wish) {
  struct timeval patience = {5, 0};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) return -1;
  without_delay(fd);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(fd, (void *)&address, sizeof address) || (wish && !send_all(fd, &wish, 1))) {
    close(fd);
    return -1;
  }
  return fd;
}

struct stream {
  int fd;
  pthread_t reader, writer;
  _Atomic uint64_t octets;
  uint64_t before;
  char apart[64];
};

static atomic_int stopping, errors;

static void *read_octets(void *of) {
  struct stream *stream = of;
  char *octets = malloc(PIECE);
  ssize_t n;
  while ((n = recv(stream->fd, octets, PIECE, 0)) > 0) stream->octets += (uint64_t)n;
  if (!stopping) errors++;
  free(octets);
  return NULL;
}

static void *read_reports(void *of) {
  struct stream *stream = of;
  uint64_t report;
  while (receive_all(stream->fd, &report, sizeof report)) stream->octets = report;
  if (!stopping) errors++;
  return NULL;
}

static void *write_octets(void *of) {
  struct stream *stream = of;
  char *octets = piece();
  while (send_all(stream->fd, octets, PIECE)) {
  }
  if (!stopping) errors++;
  free(octets);
  return NULL;
}

static int bulk(int up, int count) {
  struct stream *streams = calloc((size_t)count, sizeof *streams);
  for (int i = 0; i < count; i++)
    if ((streams[i].fd = dial(up ? 'u' : 'd')) < 0) fail("connect");
  for (int i = 0; i < count; i++) {
    streams[i].reader = thread(up ? read_reports : read_octets, &streams[i]);
    if (up) streams[i].writer = thread(write_octets, &streams[i]);
  }
  rest(warm_up);
  double from = now();
  for (int i = 0; i < count; i++) streams[i].before = streams[i].octets;
  rest(measured_seconds);
  double took = now() - from;
  uint64_t all = 0, least = UINT64_MAX;
  int starved = 0;
  for (int i = 0; i < count; i++) {
    uint64_t moved = streams[i].octets - streams[i].before;
    all += moved;
    if (moved < least) least = moved;
    if (moved == 0) starved++;
  }
  stopping = 1;
  for (int i = 0; i < count; i++) shutdown(streams[i].fd, SHUT_RDWR);
  for (int i = 0; i < count; i++) {
    pthread_join(streams[i].reader, NULL);
    if (up) pthread_join(streams[i].writer, NULL);
  }
  printf("rate=%.0f starved=%d least=%.0f errors=%d\n", (double)all / took, starved, (double)least / took, errors);
  return 0;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double *samples;
static size_t sampled;

static void quantiles(const char *rate_name, double rate) {
  if (sampled == 0) {
    printf("%s=0 p50=0 p99=0 errors=%d\n", rate_name, errors);
    return;
  }
  qsort(samples, sampled, sizeof *samples, by_value);
  printf("%s=%.0f p50=%.2f p99=%.2f errors=%d\n", rate_name, rate, samples[sampled / 2] * 1e6,
      samples[sampled * 99 / 100] * 1e6, errors);
}

static int echo(void) {
  int fd = dial('e');
  char c = 'x';
  if (fd < 0) fail("connect");
  samples = malloc(MOST_SAMPLES * sizeof *samples);
  double from = now() + warm_up, until = from + measured_seconds;
  for (double before = now(); before < until && sampled < MOST_SAMPLES;) {
    if (!send_all(fd, &c, 1) || !receive_all(fd, &c, 1)) fail("echo");
    double after = now();
    if (before >= from) samples[sampled++] = after - before;
    before = after;
  }
  quantiles("rate", (double)sampled / measured_seconds);
  return 0;
}

static pthread_mutex_t merging = PTHREAD_MUTEX_INITIALIZER;

static void *call_again_and_again(void *window) {
  const double *from = window;
  double until = *from + measured_seconds;
  size_t count = 0, room = 1 << 18;
  double *own = malloc(room * sizeof *own);
  for (double before = now(); before < until && count < room; before = now()) {
    char there = 'y', back = 0;
    char wish[2] = {'o', there};
    int fd = dial(0);
    int served = fd >= 0 && send_all(fd, wish, 2) && receive_all(fd, &back, 1) && back == there;
    if (fd >= 0) close(fd);
    if (!served) {
      errors++;
      rest(0.001);
    } else if (before >= *from) {
      own[count++] = now() - before;
    }
  }
  pthread_mutex_lock(&merging);
  memcpy(samples + sampled, own, count * sizeof *own);
  sampled += count;
  pthread_mutex_unlock(&merging);
  free(own);
  return NULL;
}

static int open_connections(int callers) {
  pthread_t threads[64];
  if (callers > 64) callers = 64;
  samples = malloc((size_t)callers * (1 << 18) * sizeof *samples);
  double from = now() + warm_up;
  for (int i = 0; i < callers; i++) threads[i] = thread(call_again_and_again, &from);
  for (int i = 0; i < callers; i++) pthread_join(threads[i], NULL);
  quantiles("rate", (double)sampled / measured_seconds);
  return 0;
}

static int hold(int count) {
  for (int i = 0; i < count; i++) {
    char c = 'h';
    int fd = dial('e');
    if (fd < 0 || !send_all(fd, &c, 1) || !receive_all(fd, &c, 1)) errors++;
  }
  printf("held=%d errors=%d\n", count, errors);
  fflush(stdout);
  await_end_of_input();
  return 0;
}

int main(int count, char **words) {
  struct rlimit files;
  signal(SIGPIPE, SIG_IGN);
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (count >= 3) {
    const char *what = words[1];
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)atoi(words[2]));
    measured_seconds = count > 3 ? atof(words[3]) : 0;
    warm_up = measured_seconds < LONGEST_WARM_UP ? measured_seconds : LONGEST_WARM_UP;
    int many = count > 4 ? atoi(words[4]) : 1;
    if (!strcmp(what, "serve")) return serve((int)measured_seconds);
    if (!strcmp(what, "down")) return bulk(0, many);
    if (!strcmp(what, "up")) return bulk(1, many);
    if (!strcmp(what, "echo")) return echo();
    if (!strcmp(what, "open")) return open_connections(many);
    if (!strcmp(what, "hold")) return hold((int)measured_seconds);
  }
  fprintf(stderr, "usage: load serve PORT CONNECTIONS | down|up|open PORT SECONDS MANY | echo PORT SECONDS | hold PORT COUNT\n");
  return 2;
}

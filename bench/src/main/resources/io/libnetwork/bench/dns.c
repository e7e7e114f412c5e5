/*
 * What `libnetwork bench dns` asks name servers with, and the least that a name server can do.
 *
 *   dns load ADDRESS PORT OUTSTANDING SECONDS NAME...
 *     asks for the addresses (A) of the names in turn, OUTSTANDING questions at a time over one UDP
 *     socket, and prints in one line: answers in a second; the median, the 95th and the 99th
 *     percentile of their latencies in microseconds; how many there were, and how many were no good.
 *     The first second is not counted.
 *   dns knock ...
 *     as load, of an echo, whose answers have no addresses.
 *   dns echo ADDRESS PORT
 *     sends every datagram back as a response, until it is ended.
 *   dns idle
 *     does nothing, until it is ended.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  MOST_OUTSTANDING = 256,
  MOST_NAMES = 256,
  ROOM = 1500,
  HEADER = 12,
  MOST_SAMPLES = 8 << 20,
  PATIENCE_MS = 1000,
};

struct question {
  uint8_t bytes[ROOM];
  int length;
};

static struct question questions[MOST_NAMES];
static int64_t asked[MOST_OUTSTANDING];
static uint16_t turn[MOST_OUTSTANDING];
static uint32_t *samples;
static long answered, bad, count;

/* Whether an echo is asked. */
static int echoes;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int number(const char *text, int most) {
  char *end;
  long value = strtol(text, &end, 10);
  if (*text == 0 || *end != 0 || value < 1 || value > most) {
    fprintf(stderr, "%s: expected a number from 1 to %d\n", text, most);
    exit(2);
  }
  return (int)value;
}

static struct sockaddr_in address(const char *text, const char *port) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(number(port, 65535))};
  if (inet_pton(AF_INET, text, &name.sin_addr) != 1) {
    fprintf(stderr, "%s: expected an IPv4 address\n", text);
    exit(2);
  }
  return name;
}

/* RFC 1035 section 4.1: a header with one question, recursion desired. */
static void write_question(struct question *into, const char *name) {
  uint8_t *at = into->bytes + HEADER;
  memset(into->bytes, 0, HEADER);
  into->bytes[2] = 1;
  into->bytes[5] = 1;
  while (*name != 0) {
    size_t length = strcspn(name, ".");
    if (length < 1 || length > 63 || at + length + 6 > into->bytes + 255) {
      fprintf(stderr, "a name with a label of %zu bytes\n", length);
      exit(2);
    }
    *at++ = (uint8_t)length;
    memcpy(at, name, length);
    at += length;
    name += length + (name[length] == '.');
  }
  *at++ = 0;
  *at++ = 0;
  *at++ = 1;
  *at++ = 0;
  *at++ = 1;
  into->length = (int)(at - into->bytes);
}

/* The id of a slot's question: the slot, and which of its questions it is. */
static uint16_t id(int slot) { return (uint16_t)(slot | turn[slot] << 8); }

static void ask(int socket, const int *slots, int some, int names) {
  static struct question out[MOST_OUTSTANDING];
  static struct mmsghdr messages[MOST_OUTSTANDING];
  static struct iovec vectors[MOST_OUTSTANDING];
  static int next;
  int64_t time = now();
  for (int i = 0; i < some; i++) {
    int slot = slots[i];
    turn[slot]++;
    out[i] = questions[next++ % names];
    out[i].bytes[0] = (uint8_t)(id(slot) >> 8);
    out[i].bytes[1] = (uint8_t)id(slot);
    asked[slot] = time;
    vectors[i] = (struct iovec){out[i].bytes, (size_t)out[i].length};
    messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &vectors[i], .msg_iovlen = 1}};
  }
  for (int sent = 0; sent < some;) {
    int taken = sendmmsg(socket, messages + sent, (unsigned)(some - sent), 0);
    if (taken < 0 && errno != ECONNREFUSED && errno != EINTR) fail("sendmmsg");
    sent += taken > 0 ? taken : 0;
  }
}

static void take(const uint8_t *reply, int length, int64_t time, int slot, int counted) {
  int response = length >= HEADER && (reply[2] & 0x80) != 0 && (reply[3] & 15) == 0;
  int full = length >= HEADER && (reply[6] | reply[7]) != 0;
  if (!counted) return;
  if (!response || full == echoes) {
    bad++;
    return;
  }
  answered++;
  if (count < MOST_SAMPLES) samples[count++] = (uint32_t)(time - asked[slot]);
}

static int compare(const void *one, const void *other) {
  uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
  return (a > b) - (a < b);
}

static double percentile(int percent) {
  return count == 0 ? 0 : samples[(count - 1) * percent / 100] / 1000.0;
}

static void load(int socket, int outstanding, int seconds, int names) {
  static uint8_t replies[MOST_OUTSTANDING][ROOM];
  static struct mmsghdr messages[MOST_OUTSTANDING];
  static struct iovec vectors[MOST_OUTSTANDING];
  int slots[MOST_OUTSTANDING];
  for (int i = 0; i < outstanding; i++) {
    slots[i] = i;
    vectors[i] = (struct iovec){replies[i], ROOM};
    messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &vectors[i], .msg_iovlen = 1}};
  }
  int64_t start = now() + 1000000000LL, end = start + seconds * 1000000000LL, time = now();
  ask(socket, slots, outstanding, names);
  while (time < end) {
    struct pollfd waiting = {.fd = socket, .events = POLLIN};
    int some = 0;
    if (poll(&waiting, 1, PATIENCE_MS) == 0) {
      bad += outstanding;
      for (int i = 0; i < outstanding; i++) slots[some++] = i;
    } else {
      int taken = recvmmsg(socket, messages, (unsigned)outstanding, MSG_DONTWAIT, NULL);
      time = now();
      for (int i = 0; i < taken; i++) {
        uint16_t which = (uint16_t)(replies[i][0] << 8 | replies[i][1]);
        int slot = which & 255;
        if (slot < outstanding && which == id(slot)) {
          take(replies[i], (int)messages[i].msg_len, time, slot, time >= start);
          slots[some++] = slot;
        }
      }
    }
    ask(socket, slots, some, names);
    time = now();
  }
  qsort(samples, (size_t)count, sizeof *samples, compare);
  printf("%.0f %.1f %.1f %.1f %ld %ld\n", (double)answered / seconds, percentile(50),
         percentile(95), percentile(99), answered, bad);
}

static void echo(int socket) {
  uint8_t message[ROOM];
  struct sockaddr_in from;
  for (;;) {
    socklen_t size = sizeof from;
    ssize_t length =
        recvfrom(socket, message, sizeof message, 0, (struct sockaddr *)&from, &size);
    if (length >= HEADER) {
      message[2] |= 0x80;
      sendto(socket, message, (size_t)length, 0, (struct sockaddr *)&from, size);
    }
  }
}

int main(int arguments, char **argument) {
  if (arguments == 2 && strcmp(argument[1], "idle") == 0) {
    for (;;) pause();
  }
  int opened = socket(AF_INET, SOCK_DGRAM, 0);
  if (opened < 0) fail("socket");
  if (arguments == 4 && strcmp(argument[1], "echo") == 0) {
    struct sockaddr_in at = address(argument[2], argument[3]);
    if (bind(opened, (struct sockaddr *)&at, sizeof at) < 0) fail("bind");
    echo(opened);
  }
  echoes = arguments > 1 && strcmp(argument[1], "knock") == 0;
  int loads = echoes || (arguments > 1 && strcmp(argument[1], "load") == 0);
  if (arguments < 7 || arguments > 6 + MOST_NAMES || !loads) {
    fprintf(stderr, "expected: dns load ADDRESS PORT OUTSTANDING SECONDS NAME...\n");
    return 2;
  }
  struct sockaddr_in to = address(argument[2], argument[3]);
  if (connect(opened, (struct sockaddr *)&to, sizeof to) < 0) fail("connect");
  for (int i = 6; i < arguments; i++) write_question(&questions[i - 6], argument[i]);
  samples = malloc(MOST_SAMPLES * sizeof *samples);
  if (samples == NULL) fail("malloc");
  load(opened, number(argument[4], MOST_OUTSTANDING), number(argument[5], 60), arguments - 6);
  return 0;
}

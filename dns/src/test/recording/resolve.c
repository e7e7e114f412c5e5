/* Asks by the C library: resolve NAME..., resolve -r ADDRESS, resolve -s NAME TYPE */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv) {
  unsigned char answer[65535];
  char host[256];
  if (argc == 3 && !strcmp(argv[1], "-r")) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    inet_pton(AF_INET, argv[2], &address.sin_addr);
    return getnameinfo((struct sockaddr *)&address, sizeof address, host, sizeof host, 0, 0, NI_NAMEREQD) ? 1 : puts(host) < 0;
  }
  if (argc == 4 && !strcmp(argv[1], "-s")) {
    res_init();
    return printf("%d\n", res_search(argv[2], C_IN, atoi(argv[3]), answer, sizeof answer)) < 0;
  }
  for (int i = 1; i < argc; i++) {
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *found;
    int error = getaddrinfo(argv[i], "http", &hints, &found);
    printf("%s %s\n", argv[i], error ? gai_strerror(error) : "found");
  }
  return 0;
}

// measured-run PROGRAM [ARGUMENT...]: runs a program, its output thrown away, and prints how long it
// took in seconds of wall time and the most memory that it had at a time in bytes.
//
// Linux begins the peak of a process with that of the one that starts it. So a small program must
// start it; a Python with PyTorch in it would measure itself.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: measured-run PROGRAM [ARGUMENT...]\n");
    return 64;
  }
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    execvp(arguments[1], arguments + 1);
    perror(arguments[1]);
    _exit(69);
  }
  struct rusage usage;
  int status = 0;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
    perror("measured-run");
    return 70;
  }
  double end = now();
#ifdef __APPLE__
  double unit = 1;
#else
  double unit = 1024;
#endif
  printf("%.6f %.0f\n", end - start, unit * (double)usage.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}

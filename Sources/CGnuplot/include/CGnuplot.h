#ifndef CGNUPLOT_H
#define CGNUPLOT_H

#include <stddef.h>

/* A gnuplot process that reads commands from us: open, send as often as needed, close.
   What goes wrong comes back as a value; nothing is printed, and no signal or exception escapes.
   Sessions are independent of each other: several may run at once, each on one thread at a time. */

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

typedef struct cgnuplot_session cgnuplot_session;

/* How a session ended. */
typedef struct {
  int exit_status; /* what the command returned; -1 if it did not exit by itself */
  int signal;      /* the signal that killed it, else 0 */
  int error;       /* errno of the first failure on our side of the pipe, else 0 */
} cgnuplot_outcome;

/* Starts `command` with /bin/sh and a pipe to its standard input.
   Returns NULL, and errno in `error`, if no process or pipe could be made. */
cgnuplot_session *_Nullable cgnuplot_open(const char *command, int *error);

/* Sends `count` bytes. Returns 0, or the errno of the first failure of this session:
   EPIPE when the command has stopped reading. */
int cgnuplot_send(cgnuplot_session *session, const char *bytes, size_t count);

/* Ends the input, waits for the command and frees the session. */
cgnuplot_outcome cgnuplot_close(cgnuplot_session *session);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif

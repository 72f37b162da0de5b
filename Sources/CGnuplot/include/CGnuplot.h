#ifndef CGNUPLOT_H
#define CGNUPLOT_H

#include <stddef.h>

/* A gnuplot process that reads commands from us: open, send as often as needed, end, free.
   What goes wrong comes back as a value; nothing is printed, and no signal or exception escapes.
   Sessions are independent of each other: several may run at once, each on one thread at a time.
   Only `cgnuplot_kill` may be called at any time, from any thread, until the session is freed. */

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

typedef struct cgnuplot_session cgnuplot_session;

/* How a session ended. */
typedef struct {
  int exit_status; /* what the program returned; -1 if it did not exit by itself */
  int signal;      /* the signal that killed it, else 0 */
  int error;       /* errno of the first failure on our side of the pipe, else 0 */
} cgnuplot_outcome;

/* Starts `program`, a path, with the argument `-d` and a pipe to its standard input; all that it
   says goes to the file `words`. It leads a process group of its own, so that Ctrl-C reaches us
   and not it.
   Returns NULL, and errno in `error`, if no process or pipe could be made: EAGAIN when 1024
   sessions run, ECANCELED after `cgnuplot_kill_all`. */
cgnuplot_session *_Nullable cgnuplot_open(const char *program, const char *words, int *error);

/* Sends `count` bytes, and waits until they are in the pipe. Returns 0, or the errno of the first
   failure of this session: EPIPE when the program has stopped reading or the session was ended. */
int cgnuplot_send(cgnuplot_session *session, const char *bytes, size_t count);

/* Ends the input and waits for the program. To be called once. */
cgnuplot_outcome cgnuplot_end(cgnuplot_session *session);

/* Kills the program and what it has started, unless it has ended; `cgnuplot_send` and
   `cgnuplot_end` then return at once. */
void cgnuplot_kill(cgnuplot_session *session);

/* Kills the programs of all sessions and what they have started; no session can be opened any
   more. For a program that ends at once: it may be called in a handler of signals. */
void cgnuplot_kill_all(void);

/* Frees a session that was ended. */
void cgnuplot_free(cgnuplot_session *session);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif

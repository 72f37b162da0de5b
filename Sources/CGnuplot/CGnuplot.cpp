#include "CGnuplot.h"

#include <gnuplot-iostream.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <memory>
#include <new>
#include <sys/wait.h>
#include <unistd.h>

// gnuplot-iostream would open and close the pipe itself, but then it prints "pclose returned
// error" and forgets the status. So the pipe is ours, and the library writes to a copy of it.
struct cgnuplot_session {
  FILE *pipe = nullptr;
  std::unique_ptr<Gnuplot> gnuplot;
  int error = 0;
};

namespace {

// Keeps SIGPIPE from this thread while it lives. One that the writing caused is taken back at the
// end; one that was already waiting before is left to whoever waits for it.
class WithoutSigpipe {
public:
  WithoutSigpipe() {
    sigset_t waiting;
    sigemptyset(&waiting);
    sigpending(&waiting);
    was_waiting = sigismember(&waiting, SIGPIPE) == 1;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe, &before);
  }

  ~WithoutSigpipe() {
    const timespec at_once{0, 0};
    if (!was_waiting)
      while (sigtimedwait(&sigpipe, nullptr, &at_once) == -1 && errno == EINTR) {}
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  WithoutSigpipe(const WithoutSigpipe &) = delete;
  WithoutSigpipe &operator=(const WithoutSigpipe &) = delete;

private:
  sigset_t sigpipe, before;
  bool was_waiting;
};

// Hands gnuplot-iostream a descriptor of its own, which it closes when it is destroyed.
int attach(cgnuplot_session &session) {
  const int copy = fcntl(fileno(session.pipe), F_DUPFD_CLOEXEC, 0);
  if (copy == -1)
    return errno;
  FILE *file = fdopen(copy, "w");
  if (!file) {
    const int reason = errno;
    close(copy);
    return reason;
  }
  try {
    session.gnuplot = std::make_unique<Gnuplot>(file);
    return 0;
  } catch (...) {
    fclose(file);
    return ENOMEM;
  }
}

} // namespace

cgnuplot_session *cgnuplot_open(const char *command, int *error) {
  std::unique_ptr<cgnuplot_session> session(new (std::nothrow) cgnuplot_session);
  if (!session) {
    *error = ENOMEM;
    return nullptr;
  }
  errno = 0;
  session->pipe = popen(command, "we");
  if (!session->pipe) {
    *error = errno ? errno : ENOMEM;
    return nullptr;
  }
  *error = attach(*session);
  if (*error) {
    pclose(session->pipe);
    return nullptr;
  }
  return session.release();
}

int cgnuplot_send(cgnuplot_session *session, const char *bytes, size_t count) {
  if (session->error)
    return session->error;
  WithoutSigpipe guard;
  try {
    errno = 0;
    session->gnuplot->write(bytes, static_cast<std::streamsize>(count)).flush();
    if (!*session->gnuplot)
      session->error = errno ? errno : EIO;
  } catch (...) {
    session->error = EIO;
  }
  return session->error;
}

cgnuplot_outcome cgnuplot_close(cgnuplot_session *session) {
  const std::unique_ptr<cgnuplot_session> owner(session);
  {
    WithoutSigpipe guard; // what is still buffered is written now
    owner->gnuplot.reset();
  }
  cgnuplot_outcome outcome{-1, 0, owner->error};
  const int status = pclose(owner->pipe);
  if (status == -1)
    outcome.error = outcome.error ? outcome.error : errno;
  else if (WIFEXITED(status))
    outcome.exit_status = WEXITSTATUS(status);
  else if (WIFSIGNALED(status))
    outcome.signal = WTERMSIG(status);
  return outcome;
}

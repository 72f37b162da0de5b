#include "CGnuplot.h"

#include <gnuplot-iostream.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <new>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// gnuplot-iostream would open and close the pipe itself, but it uses popen: then nobody knows the
// process, so that nobody can kill it, and its status is forgotten. So the process is ours, and the
// library writes into its pipe.
struct cgnuplot_session {
  std::unique_ptr<Gnuplot> gnuplot;
  int error = 0;
  pid_t process = -1;
  std::mutex mutex; // guards is_reaped: afterwards the number may be another process's
  bool is_reaped = false;
  std::atomic<pid_t> *place = nullptr; // in the table of what runs
};

namespace {

// The process groups that run. A handler of signals may take no lock, so the table is fixed.
constexpr pid_t is_free = 0, is_taken = -1;
std::atomic<pid_t> running[1024];
std::atomic<int> starting{0}; // how many threads are between a place and a process in it
std::atomic<bool> is_over{false};
static_assert(std::atomic<pid_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

std::atomic<pid_t> *take_place() {
  for (auto &place : running) {
    pid_t expected = is_free;
    if (place.compare_exchange_strong(expected, is_taken))
      return &place;
  }
  return nullptr;
}

// While it lives no handler runs on this thread, and one that runs on another waits for this
// thread: so cgnuplot_kill_all never misses a process that is being started.
class Start {
public:
  Start() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    ++starting;
  }

  ~Start() {
    --starting;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  Start(const Start &) = delete;
  Start &operator=(const Start &) = delete;

private:
  sigset_t before;
};

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

// Starts the program with `input` as its standard input. Returns 0 or an errno.
int spawn(const char *program, const char *words, int input, pid_t &process) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  if (const int reason = posix_spawn_file_actions_init(&files))
    return reason;
  if (const int reason = posix_spawnattr_init(&attributes)) {
    posix_spawn_file_actions_destroy(&files);
    return reason;
  }
  sigset_t none;
  sigemptyset(&none); // the thread that calls may block signals, and a child inherits that
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);

  int reason = posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  if (!reason)
    reason = posix_spawn_file_actions_addopen(
        &files, STDOUT_FILENO, words, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
  if (!reason)
    reason = posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  char *const arguments[] = {const_cast<char *>(program), const_cast<char *>("-d"), nullptr};
  if (!reason)
    reason = posix_spawn(&process, program, &files, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return reason;
}

// Starts the program where cgnuplot_kill_all finds it. Returns 0 or an errno.
int start(cgnuplot_session &session, const char *program, const char *words, int input) {
  const Start start;
  if (is_over)
    return ECANCELED;
  session.place = take_place();
  if (!session.place)
    return EAGAIN;
  const int reason = spawn(program, words, input, session.process);
  session.place->store(reason ? is_free : session.process);
  return reason;
}

// Hands gnuplot-iostream the writing end, which it closes when it is destroyed.
int attach(cgnuplot_session &session, int output) {
  FILE *file = fdopen(output, "w");
  if (!file) {
    const int reason = errno;
    close(output);
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

// Waits for the program. Until it is reaped its number cannot become another's.
int reap(cgnuplot_session &session, int &status) {
  siginfo_t info;
  while (waitid(P_PID, static_cast<id_t>(session.process), &info, WEXITED | WNOWAIT) == -1)
    if (errno != EINTR)
      return errno;
  const std::lock_guard<std::mutex> lock(session.mutex);
  session.is_reaped = true;
  session.place->store(is_free);
  while (waitpid(session.process, &status, 0) == -1)
    if (errno != EINTR)
      return errno;
  return 0;
}

} // namespace

cgnuplot_session *cgnuplot_open(const char *program, const char *words, int *error) {
  std::unique_ptr<cgnuplot_session> session(new (std::nothrow) cgnuplot_session);
  int ends[2];
  if (!session || pipe2(ends, O_CLOEXEC) == -1) {
    *error = session ? errno : ENOMEM;
    return nullptr;
  }
  *error = attach(*session, ends[1]);
  if (!*error)
    *error = start(*session, program, words, ends[0]);
  close(ends[0]);
  return *error ? nullptr : session.release();
}

int cgnuplot_send(cgnuplot_session *session, const char *bytes, size_t count) {
  if (session->error)
    return session->error;
  if (!session->gnuplot)
    return EPIPE;
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

cgnuplot_outcome cgnuplot_end(cgnuplot_session *session) {
  {
    WithoutSigpipe guard; // what is still buffered is written now
    session->gnuplot.reset();
  }
  cgnuplot_outcome outcome{-1, 0, session->error};
  int status = 0;
  if (const int reason = reap(*session, status))
    outcome.error = outcome.error ? outcome.error : reason;
  else if (WIFEXITED(status))
    outcome.exit_status = WEXITSTATUS(status);
  else if (WIFSIGNALED(status))
    outcome.signal = WTERMSIG(status);
  return outcome;
}

void cgnuplot_kill(cgnuplot_session *session) {
  const std::lock_guard<std::mutex> lock(session->mutex);
  if (!session->is_reaped)
    kill(-session->process, SIGKILL);
}

void cgnuplot_kill_all(void) {
  is_over = true;
  // A start takes about a millisecond; one that hangs is not worth hanging for.
  const timespec millisecond{0, 1000000};
  for (int waited = 0; starting > 0 && waited < 1000; ++waited)
    nanosleep(&millisecond, nullptr);
  for (auto &place : running)
    if (const pid_t group = place; group > 0)
      kill(-group, SIGKILL);
}

void cgnuplot_free(cgnuplot_session *session) { delete session; }

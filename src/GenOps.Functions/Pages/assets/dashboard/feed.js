// Asks for resources again and again while the page can be seen, and keeps what it has when an answer fails.

const tickMilliseconds = 5_000;

/**
 * `resources`: name → { path(), everySeconds }. `onData(name, json)` gets each answer; `onRound(error)` follows each round with the first error or null.
 */
export function createFeed(api, resources, onData, onRound) {
  const due = new Map();
  let timer = 0;
  let isPaused = false;
  let isStopped = false;
  let last = Promise.resolve();
  let waiting = null;

  async function ask(name) {
    const { path, everySeconds } = resources[name];
    const json = await api.get(path());
    due.set(name, performance.now() + everySeconds * 1000 - tickMilliseconds / 2);
    if (!api.isClosed && !isStopped) {
      onData(name, json);
    }
  }

  async function round(names) {
    const results = await Promise.allSettled(names.map(ask));
    if (!api.isClosed && !isStopped) {
      onRound(results.find(result => result.status === "rejected")?.reason ?? null);
      schedule();
    }
  }

  // One round after the other: an old answer never overtakes a new one. At most one waits, whoever asks how often.
  function enqueue(names) {
    clearTimeout(timer);
    if (waiting !== null) {
      names.forEach(name => waiting.add(name));
    } else {
      waiting = new Set(names);
      last = last.then(begin);
    }
    return last;
  }

  function begin() {
    const names = [...waiting];
    waiting = null;
    return api.isClosed ? undefined : round(names);
  }

  const dueNow = () => Object.keys(resources).filter(name => (due.get(name) ?? 0) <= performance.now());

  function schedule() {
    clearTimeout(timer);
    if (!isPaused && !document.hidden && !api.isClosed && !isStopped) {
      timer = setTimeout(() => enqueue(dueNow()), tickMilliseconds);
    }
  }

  function whenSeen() {
    if (document.hidden) {
      clearTimeout(timer);
    } else if (!isPaused) {
      enqueue(dueNow());
    }
  }

  document.addEventListener("visibilitychange", whenSeen);
  return {
    refresh: (names = Object.keys(resources)) => enqueue(names),
    pause(value) {
      isPaused = value;
      schedule();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", whenSeen);
    },
  };
}

// Loaded into Azurite. Stdin is a pipe held by the process that started it, so its end says "stop" in a clean shutdown
// and after a kill -9 alike. Azurite's own SIGINT handler is what saves every row to disk.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

// A starter that was killed leaves broken output pipes; they must not end the process before it has saved.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Tells the next starter on the same data that these files are still being written.
const location = process.argv.indexOf('--location');
if (location >= 0) {
  const pidFile = path.join(process.argv[location + 1], 'azurite.pid');
  fs.writeFileSync(pidFile, String(process.pid));
  process.on('exit', () => fs.rmSync(pidFile, { force: true }));
}

const saveLimitMilliseconds = 60_000;
let stopping = false;
function stop() {
  if (stopping) {
    return;
  }

  stopping = true;
  // Before Azurite listens it has no handler, and nothing to save.
  if (!process.emit('SIGINT')) {
    process.exit(0);
  }

  // Another client's unanswered request would keep the process for ever.
  setTimeout(() => process.exit(0), saveLimitMilliseconds).unref();
}

process.stdin.on('end', stop);
process.stdin.on('close', stop);
process.stdin.on('error', stop);
process.stdin.resume();
process.stdin.unref();

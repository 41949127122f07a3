// Starts Azurite in a session of its own: Ctrl-C in a terminal goes to every process of the group, and Azurite must
// outlive the app that still writes to it. Both processes share the starter's pipe as their stdin; its end means "stop".
'use strict';
const { spawn } = require('node:child_process');
const path = require('node:path');

const [azurite, ...args] = process.argv.slice(2);
const child = spawn(
  process.execPath,
  ['--require', path.join(__dirname, 'stop-with-stdin.cjs'), azurite, ...args],
  { detached: true, windowsHide: true, stdio: 'inherit' });

process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
// Azurite loses up to five seconds of rows on SIGTERM, so whoever sends it to us gets the stop that saves.
process.on('SIGTERM', () => child.kill('SIGINT'));

child.on('error', error => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));

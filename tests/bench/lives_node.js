// Whole lives of messages by the npm package "smpp": node lives_node.js --port P --count N --window W
//
// The same work as tests.bench.lives: so many submits ahead of their answers, each receipt acknowledged;
// prints the same JSON object. NODE_PATH says where the package is. TCP_NODELAY is set through the option of
// net.connect that the package passes on: without it each window waits for the other side's delayed
// acknowledgement.
'use strict';

const fs = require('fs');
const smpp = require('smpp');

function argument(name) {
  return Number(process.argv[process.argv.indexOf(`--${name}`) + 1]);
}

const port = argument('port');
const count = argument('count');
const open = argument('window');
const EVERY = 2; // Milliseconds between two looks at how late the event loop is.

let begun;
let used;
let sent = 0;
let answered = 0;
let received = 0;
const late = [];

function fail(error) {
  process.stderr.write(`node: ${error.message || error}\n`);
  process.exit(1);
}

function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

// The most this process had resident, MB. Linux only, as the other clients.
function peak() {
  return Number(/VmHWM:\s*(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
}

function probe() {
  const asked = performance.now();
  setTimeout(() => {
    late.push(performance.now() - asked - EVERY);
    probe();
  }, EVERY);
}

const session = smpp.connect({ host: '127.0.0.1', port, noDelay: true });
session.on('error', fail);
session.on('close', () => fail('the SMSC closed the connection'));
session.on('connect', () => session.bind_transceiver({ system_id: 'bench', password: 'secret' }, bound));
session.on('deliver_sm', (pdu) => {
  session.send(pdu.response());
  received += 1;
  if (received === count) end();
});

function bound(pdu) {
  if (pdu.command_status !== 0) fail(`bind: ${pdu.command_status}`);
  begun = performance.now();
  used = processor();
  probe();
  submit();
}

function submit() {
  while (sent < count && sent - answered < open) {
    session.submit_sm({
      source_addr_ton: 5,
      source_addr: 'YCloud',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: String(6580000000 + sent),
      short_message: 'Your code is 271828. It expires in 5 minutes.',
      registered_delivery: 1,
    }, accepted);
    sent += 1;
  }
}

function accepted(pdu) {
  if (pdu.command_status !== 0) fail(`submit_sm: ${pdu.command_status}`);
  answered += 1;
  submit();
}

function end() {
  late.sort((one, other) => one - other);
  const result = {
    seconds: (performance.now() - begun) / 1e3,
    cpu: processor() - used,
    p99: late[Math.floor(late.length * 0.99)] || 0,
    longest: late[late.length - 1] || 0,
    memory: peak(),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

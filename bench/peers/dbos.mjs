// DBOS as a peer: reads `<workflow> <seconds>` lines, runs that workflow with 32 callers for that long, answers
// with one JSON line. Ends when its input ends.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, url] = process.argv.slice(2);
const { DBOS } = createRequire(path.join(folder, 'package.json'))('@dbos-inc/dbos-sdk');
const callers = 32;

DBOS.setConfig({
  name: 'bench', systemDatabaseUrl: url, logLevel: 'error', runAdminServer: false, systemDatabasePoolSize: 20,
});
const step = async (value) => DBOS.runStep(async () => value, { name: `step${value}` });
const workflows = {
  noop: DBOS.registerWorkflow(async () => 1, { name: 'noop' }),
  five: DBOS.registerWorkflow(async () => {
    let sum = 0;
    for (let value = 0; value < 5; value++) {
      sum += await step(value);
    }
    return sum;
  }, { name: 'five' }),
};
await DBOS.launch();
console.log(JSON.stringify({ ready: true }));

for await (const line of createInterface({ input: process.stdin })) {
  const [name, seconds] = line.split(' ');
  const start = DBOS.startWorkflow(workflows[name]);
  const begun = performance.now();
  let count = 0;
  await Promise.all(Array.from({ length: callers }, async () => {
    while (performance.now() - begun < seconds * 1000) {
      const handle = await start();
      await handle.getResult();
      count++;
    }
  }));
  console.log(JSON.stringify({ name, perSecond: count / ((performance.now() - begun) / 1000) }));
}
await DBOS.shutdown();
process.exit(0);

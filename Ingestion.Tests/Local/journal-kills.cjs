'use strict';
// Changes documents of a database at random, several in a step, and copies its files in between, also while all of it is written. Each copy has to
// hold what the last step left; one whose last line is cut off, what the step before left. Prints how many copies there were and how often all was
// written. Arguments: the folder with azurite-journal.cjs and its packages, an empty folder, a seed.
const fs = require('node:fs');
const path = require('node:path');

const [tools, folder, seed] = process.argv.slice(2);
const Journal = require(path.join(tools, 'azurite-journal.cjs'));
const Loki = require(path.join(tools, 'node_modules', 'lokijs'));
const used = path.join(folder, 'used');
const steps = 300;

let state = Number(seed);
const random = (below) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % below;
};

const promised = (call) => new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));

const open = async (at) => {
  const db = new Loki(path.join(at, 'rows.json'), { persistenceMethod: 'fs', autosave: true });
  const journal = new Journal(db, 2000);
  await promised((done) => db.loadDatabase({}, done));
  return { db, journal, rows: db.getCollection('rows') ?? db.addCollection('rows', { indices: ['name'] }) };
};

const contentOf = (rows) => JSON.stringify(rows.data.map((row) => [row.$loki, row.name, row.size]));

const copies = [];
const copy = (content) => {
  const to = path.join(folder, `copy${copies.length}`);
  fs.mkdirSync(to);
  fs.readdirSync(used)
    .filter((name) => !name.endsWith('~')) // comes and goes on another thread
    .forEach((name) => fs.copyFileSync(path.join(used, name), path.join(to, name)));
  copies.push({ at: to, content });
  return to;
};

const cutLastLine = (file) => fs.truncateSync(file, fs.statSync(file).size - 1 - random(5));

const change = (rows, size) => {
  const row = rows.data[random(Math.max(1, rows.data.length))];
  switch (row ? random(6) : 0) {
    case 3:
      rows.update(Object.assign(row, { size }));
      break;
    case 4:
      rows.remove(row);
      break;
    case 5:
      rows.findAndRemove({ name: row.name });
      break;
    default:
      rows.insert({ name: `blob${random(50)}`, size });
  }
};

const main = async () => {
  fs.mkdirSync(used);
  const { db, journal, rows } = await open(used);
  await promised((done) => db.saveDatabase(done));
  journal.watch();

  let writes = 0;
  const rename = fs.rename;
  fs.rename = (from, to, done) => {
    writes++;
    copy(contentOf(rows));
    rename(from, to, (error) => {
      copy(contentOf(rows));
      done(error);
    });
  };

  for (let step = 0, before = contentOf(rows); step < steps; step++, before = contentOf(rows)) {
    for (let changes = random(4); changes >= 0; changes--) {
      change(rows, step);
    }

    const { number } = journal;
    journal.flush();
    if (step % 10 === 0) {
      copy(contentOf(rows));
      cutLastLine(path.join(copy(before), `rows.json.journal.${number}`));
    }

    if (random(5) === 0) {
      await new Promise(setImmediate);
    }
  }

  await promised((done) => db.saveDatabase(done));
  for (const { at, content } of copies) {
    const again = await open(at);
    const found = again.rows.find({ name: 'blob7' }).length;
    const all = again.rows.data.filter((row) => row.name === 'blob7').length;
    if (contentOf(again.rows) !== content || found !== all) {
      throw new Error(`seed ${seed}, ${at}: ${contentOf(again.rows)} instead of ${content}; ${found} of ${all} found`);
    }

    again.rows.insert({ name: 'new', size: 0 });
  }

  console.log(`${copies.length} ${writes}`);
};

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

'use strict';
// Keeps one database of Azurite on disk: a file with all of it, as Azurite has it, and beside it a journal of what has changed since. Azurite
// writes all of it each time, which takes the longer the more blobs there are. `kill -9` at any moment leaves a state that was promised.
const fs = require('node:fs');
const path = require('node:path');

class Journal {
  /** For a database that is not loaded yet. All of it is written again when the journal is larger than it and than so many characters. */
  constructor(db, smallestRewrite = 4 * 1024 * 1024) {
    this.db = db;
    this.smallestRewrite = smallestRewrite;
    this.file = db.persistenceAdapter;
    this.changes = [];
    this.journalSize = 0;
    this.databaseSize = 0;
    this.isRewriting = false;
    this.startNext(Math.max(0, ...this.numbers()));
    db.persistenceAdapter = this;
    db.autosaveDisable();
  }

  /** Notes each change of a document from now on. */
  watch() {
    for (const collection of this.db.collections) {
      const changed = (documents) => [documents].flat().forEach((one) => this.note(collection, one.$loki, one));
      collection.on('insert', changed);
      collection.on('update', changed);
      collection.on('delete', (document) => this.note(collection, document.$loki, null));
    }
  }

  /** When it returns, all changes are in the file. One line is one step: of a line that was cut off nothing has happened. */
  flush() {
    if (this.changes.length === 0) {
      return;
    }

    this.append(`[${this.changes.join(',')}]\n`);
    this.changes = [];
    if (!this.isRewriting && this.journalSize > Math.max(this.databaseSize, this.smallestRewrite)) {
      this.isRewriting = true;
      this.db.saveDatabase((error) => {
        this.isRewriting = false;
        if (error) {
          console.error(`${this.db.filename} was not rewritten; its journal goes on: ${error.message}`);
        }
      });
    }
  }

  /** For Loki: what is on disk. */
  loadDatabase(name, callback) {
    this.file.loadDatabase(name, (content) => callback(typeof content === 'string' ? this.replay(content) : content));
  }

  /** For Loki: writes all. What changes meanwhile is in the next journal; the former ones go when the file is complete, the oldest first. */
  saveDatabase(name, content, callback) {
    const former = this.numbers();
    this.startNext(this.number);
    this.databaseSize = content.length;
    this.file.saveDatabase(name, content, (error) => {
      if (!error) {
        former.forEach((number) => fs.rmSync(this.pathOf(number), { force: true }));
      }

      callback(error);
    });
  }

  append(line) {
    this.handle ??= fs.openSync(this.pathOf(this.number), 'a');
    try {
      fs.appendFileSync(this.handle, line);
    } catch (error) {
      this.startNext(this.number); // nothing may follow a line that was cut off
      throw error;
    }

    this.journalSize += line.length;
  }

  note(collection, id, document) {
    this.changes.push(JSON.stringify([collection.name, id, document]));
  }

  startNext(last) {
    if (this.handle !== undefined) {
      fs.closeSync(this.handle);
      this.handle = undefined;
    }

    this.number = last + 1;
    this.journalSize = 0;
  }

  /** The database with the journals' changes. A journal that the file has already changes nothing: its last word on a document is what the file has. */
  replay(content) {
    const database = JSON.parse(content);
    const collections = new Map(database.collections.map((one) => [one.name, new Map(one.data.map((document) => [document.$loki, document]))]));
    for (const [name, id, document] of this.lines()) {
      if (document === null) {
        collections.get(name).delete(id);
      } else {
        collections.get(name).set(id, document);
      }
    }

    for (const one of database.collections) {
      one.data = [...collections.get(one.name).values()].sort((a, b) => a.$loki - b.$loki);
      one.idIndex = null;
      one.maxId = one.data.reduce((largest, document) => Math.max(largest, document.$loki), one.maxId);
    }

    this.db.on('loaded', () => this.db.collections.forEach((one) => one.ensureAllIndexes(true)));
    return database;
  }

  * lines() {
    for (const number of this.numbers()) {
      for (const line of fs.readFileSync(this.pathOf(number), 'utf8').split('\n').slice(0, -1)) {
        yield* JSON.parse(line);
      }
    }
  }

  /** Of the journals that there are, the oldest first. */
  numbers() {
    const prefix = `${path.basename(this.db.filename)}.journal.`;
    return fs.readdirSync(path.dirname(this.db.filename))
      .filter((name) => name.startsWith(prefix))
      .map((name) => Number(name.slice(prefix.length)))
      .sort((a, b) => a - b);
  }

  pathOf(number) {
    return `${this.db.filename}.journal.${number}`;
  }
}

module.exports = Journal;

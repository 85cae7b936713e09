// Hands out the runs of one question to workers, on all cores. One is under way at a time.

// More would hardly be quicker, and each takes memory.
const MOST = 8;

let stop = () => {};

/** Ends what is under way, which fails then. */
export const cancel = () => stop();

/**
 * Answers a question of a kind (a class of src/lib.rs), both as bytes. `progress` hears how many runs are done, and of how
 * many. A question that has no answer fails with a sentence, anything else with an error.
 */
export async function run(kind, question, progress) {
  cancel();
  const cores = navigator.hardwareConcurrency || 2;
  const workers = Array.from({ length: Math.min(cores, MOST) }, hire);
  // Whoever is told to stop, or has to for the next question, has nothing to say of it.
  const cancelled = new Promise((_, reject) => (stop = () => reject(null)));
  try {
    return await Promise.race([share(workers, { kind, question }, progress), cancelled]);
  } finally {
    for (const worker of workers) worker.end();
  }
}

async function share(workers, question, progress) {
  const [count] = await Promise.all(workers.map((worker) => worker.ask("open", question)));
  const results = [];
  let [next, done] = [0, 0];
  progress(done, count);
  await Promise.all(
    workers.map(async (worker) => {
      while (next < count) {
        const number = next++;
        results[number] = await worker.ask("run", number);
        progress(++done, count);
      }
    }),
  );
  const numbers = results.flatMap((result) => [...result]);
  return workers[0].ask("outcome", numbers);
}

// A worker that answers one question after the other.
function hire() {
  const address = import.meta.url.replace(/-pool\.js.*/, "-worker.js");
  const worker = new Worker(address, { type: "module" });
  const ask = (way, value) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: { answer, refused, failed } }) => {
        if (refused ?? failed) reject(refused ?? new Error(failed));
        else resolve(answer);
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage([way, value]);
    });
  return { ask, end: () => worker.terminate() };
}

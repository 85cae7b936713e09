// A worker that runs what it is told of one question (src/lib.rs); pool.mjs has the other end.
const program = import.meta.url.replace("-worker.js", "");
let task;

async function open({ kind, question }) {
  const [{ default: init, ...kinds }, response] = await Promise.all([
    import(`${program}.js`),
    fetch(`${program}_bg.wasm`),
  ]);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  // Not every host knows the type.
  const headers = { "content-type": "application/wasm" };
  await init({ module_or_path: new Response(response.body, { headers }) });
  task = new kinds[kind](question);
  return task.count();
}

const ways = {
  open,
  run: (number) => task.run(number),
  outcome: (numbers) => task.outcome(numbers),
};

addEventListener("message", async ({ data: [way, value] }) => {
  try {
    postMessage({ answer: await ways[way](value) });
  } catch (error) {
    // What the program says by itself is a sentence.
    const isSentence = typeof error === "string";
    postMessage(isSentence ? { refused: error } : { failed: String(error.message ?? error) });
  }
});

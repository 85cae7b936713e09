// The run beside another under the same traffic: what the overrides change.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { atTwo, button, isSimulated, list, reads, replace, totals, switchOff } from "./visitor.mjs";

/** The table of totals: for each figure this run's value and, if there is one, the other's. */
async function figures(page) {
  await totals(page).waitFor();
  await isSimulated(page);
  const rows = await totals(page).locator("tbody tr").allInnerTexts();
  return Object.fromEntries(rows.map((row) => {
    const [name, ...values] = row.split(/\s*[\t\n]\s*/);
    return [name, values];
  }));
}

const differing = (figures) =>
  Object.keys(figures).filter((name) => figures[name][0] !== figures[name][1]);

story("Beside the run are the global settings alone, under the same traffic", {},
  async ({ page, home }) => {
    await atTwo(page, home);
    const before = await figures(page);
    assert.ok(Number(before["Pod-minutes"][0]) > Number(before["Pod-minutes"][1]), JSON.stringify(before));
    // Without the annotations nothing is left to differ.
    for (const name of ["target", "minScale", "maxScale"]) {
      await switchOff(page, `Use ${name} from the annotation`);
    }
    await reads(page, "1 desired, 1 ready");
    assert.deepEqual(differing(await figures(page)), []);
  });

story("A run can be pinned, and the next one is compared with it", {}, async ({ page, home }) => {
  await atTwo(page, home);
  const before = await figures(page);
  await button(page, "Pin").click();
  assert.deepEqual(differing(await figures(page)), [], "it is the same run");
  await replace(page, "Service YAML", 'target: "10"', 'target: "5"');
  await reads(page, "6 desired, 6 ready");
  const after = await figures(page);
  const column = (figures, nth) => Object.values(figures).map((values) => values[nth]);
  assert.deepEqual(column(after, 1), column(before, 0), "the pinned run is as it was");
  assert.ok(differing(after).includes("Pod-minutes"));
});

story("Nothing is compared when nobody wants it", {}, async ({ page, home }) => {
  await open(page, home);
  await list(page, "Compared with").selectOption("vs. nothing");
  await button(page, "Pause").click();
  assert.deepEqual([...new Set(Object.values(await figures(page)).map((it) => it.length))], [1]);
});

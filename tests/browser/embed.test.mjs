// The page as a guest in other pages: on sites as the usual tools make them (tests/sites), and by its address.
import assert from "node:assert/strict";
import { open, served, story } from "./harness.mjs";
import { button, isRead, replace, slider, text, textOf } from "./visitor.mjs";

const PLAIN = { viewport: { width: 1024, height: 900 } };

const element = (page, nth = 0) => page.locator("kpa-playground").nth(nth);

/** The page inside of an element, once it shows itself. */
async function guest(page, nth = 0) {
  await element(page, nth).scrollIntoViewIfNeeded();
  await element(page, nth).locator("iframe.ready").waitFor();
  return element(page, nth).frameLocator("iframe");
}

const isDark = (frame, dark) =>
  frame.locator(`html[data-theme="${dark ? "dark" : "light"}"]`).waitFor({ state: "attached" });
const time = (frame) => frame.locator("time").innerText();
const fits = (page, nth = 0) =>
  page.waitForFunction((nth) => {
    const frame = document.querySelectorAll("kpa-playground")[nth].shadowRoot.querySelector("iframe");
    const { scrollHeight, clientHeight } = frame.contentDocument.documentElement;
    return clientHeight > 100 && scrollHeight <= clientHeight;
  }, nth);
/** The state that the element last heard of, when it is as it should be. */
const told = (page, is) =>
  page.waitForFunction(is, undefined, { polling: 100 });

const SITES = {
  "plain": {
    clients: "50",
    turnDark: (page) => page.emulateMedia({ colorScheme: "dark" }),
    shown: ["Replicas"],
  },
  "mkdocs-material/site": {
    clients: "50",
    turnDark: (page) => page.getByTitle("Switch to dark mode").click(),
    shown: ["Replicas", "Concurrency"],
  },
  "docusaurus/build": {
    clients: "50",
    turnDark: (page) => page.getByRole("button", { name: /^Switch between dark and light/ }).click(),
    shown: ["Replicas"],
  },
  "hugo/public": {
    clients: "30",
    turnDark: (page) => page.getByRole("button", { name: "Theme" }).click(),
    shown: ["Replicas"],
  },
  "mdbook/book": {
    rps: "100",
    turnDark: async (page) => {
      await page.getByRole("button", { name: "Change theme" }).click();
      await page.getByRole("menuitem", { name: "Coal" }).click();
    },
    shown: ["Replicas"],
  },
};

for (const [name, { clients, rps, turnDark, shown }] of Object.entries(SITES)) {
  story(`On a site of ${name} it loads, is as high as it has to be, and follows the colours`,
    { context: PLAIN },
    async ({ page, home, shot }) => {
      await page.goto(`${home}sites/${name}/`);
      const frame = await guest(page);
      await isDark(frame, false);
      const sliders = frame.getByRole("slider", { name: clients ? "Concurrent clients" : "Requests per second" });
      await sliders.waitFor();
      assert.equal(await sliders.inputValue(), clients ?? rps);
      const figures = await frame.getByRole("figure").filter({ visible: true }).count();
      assert.equal(figures, shown.length);
      for (const title of shown) await frame.getByRole("figure", { name: title }).waitFor();
      await fits(page);
      assert.equal(await element(page).locator("iframe").getAttribute("title"), "Knative autoscaling playground");
      assert.ok(await page.getByText("The text goes on").isVisible());
      await shot(`embed on ${name}`);
      await turnDark(page);
      await isDark(frame, true);
      await shot(`embed on ${name}, dark`);
    });
}

for (const [name, more] of Object.entries({
  "mkdocs-material/site": [["Requests per second", "100"]],
  "docusaurus/build": [["Requests per second", "100"], ["Concurrent clients", "77"]],
})) {
  story(`On a site of ${name} it comes along when another page opens without a reload`, { context: PLAIN },
    async ({ page, home, shot }) => {
      const level = async (nth, name) =>
        (await guest(page, nth)).getByRole("slider", { name }).inputValue();
      await published(page, home);
      await page.goto(`${home}sites/${name}/`);
      assert.equal(await level(0, "Concurrent clients"), "50");
      await page.evaluate(() => (window.stays = true));
      await page.getByRole("link", { name: "without a reload" }).click();
      await page.getByRole("heading", { name: "More" }).waitFor();
      for (const [nth, [name, value]] of more.entries()) {
        assert.equal(await level(nth, name), value);
        await fits(page, nth);
      }
      assert.equal(await page.locator("kpa-playground").count(), more.length);
      await shot(`embed on ${name}, another page`);
      await page.goBack();
      await page.getByRole("heading", { name: "Autoscaling" }).waitFor();
      assert.equal(await level(0, "Concurrent clients"), "50");
      assert.equal(await page.locator("kpa-playground").count(), 1);
      assert.ok(await page.evaluate(() => window.stays), "the page was reloaded");
    });
}

/** The addresses in a site map are those that the site was built for; here it has another port. */
const published = (page, home) =>
  page.route("**/sitemap.xml", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll("http://localhost/", new URL("/", home).href);
    await route.fulfill({ response, body });
  });

story("Texts come from a file of the site, from its page, and from parameters", { context: PLAIN },
  async ({ page, home }) => {
    const service = async (name) => {
      await page.goto(`${home}sites/${name}/`);
      const full = (await guest(page)).getByRole("link", { name: "Open the full page" });
      const [whole] = await Promise.all([page.context().waitForEvent("page"), full.click()]);
      await whole.locator("#boot").waitFor({ state: "detached" });
      const field = text(whole, "Service YAML");
      await field.and(whole.locator(".cm-content")).waitFor();
      const found = await textOf(field);
      await whole.close();
      return found;
    };
    assert.match(await service("plain"), /name: from-a-file/);
    const inHugo = await service("hugo/public");
    assert.match(inHugo, /^apiVersion: serving.knative.dev\/v1\nkind: Service\nmetadata:\n  name: from-the-page\n\nspec:\n/);
    assert.match(inHugo, /target: "3" # <a> & 'b'\n/);
    assert.match(await service("mdbook/book"), /^apiVersion: .*\n(?:.*\n)+  name: from-the-book\n\nspec:\n/);
    assert.match(await service("mkdocs-material/site"), /target: "20"/);
    assert.match(await service("mkdocs-material/site/more"), /^apiVersion: .*\n(?:.*\n)+  name: from-the-page\n\nspec:\n/);
    assert.match(await service("docusaurus/build"), /name: from-a-file/);
    assert.match(await service("docusaurus/build/more"), /name: from-the-page/);
  });

story("The full page shows what was seen in the embed", { context: PLAIN }, async ({ page, home }) => {
  await page.goto(`${home}?embed&show=totals,sliders,player`);
  await slider(page, "Concurrent clients").fill("77");
  await slider(page, "Pod start time").fill("9");
  const full = page.getByRole("link", { name: "Open the full page" });
  const [whole] = await Promise.all([page.context().waitForEvent("page"), full.click()]);
  await slider(whole, "Pod start time").and(whole.locator('[aria-valuetext^="9"]')).waitFor();
  assert.equal(await slider(whole, "Concurrent clients").inputValue(), "77");
  const here = await page.locator(".totals code").innerText();
  await whole.waitForFunction((code) => document.querySelector(".totals code")?.textContent === code, here);
  assert.equal(await page.evaluate(() => localStorage.length), 0, "a guest keeps nothing");
  assert.equal(new URL(page.url()).hash, "");
});

story("Colours of the page around are taken at once, while time stands still, and given back", { context: PLAIN },
  async ({ page, home, shot }) => {
    const styles = (text) =>
      page.evaluate((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        document.adoptedStyleSheets = [sheet];
      }, text);
    // Which of the colours the numbers at the first chart's axes have.
    const labels = (frame) =>
      frame.locator("figure canvas").first().evaluate((it) => {
        const copy = new OffscreenCanvas(it.width, it.height);
        const context = copy.getContext("2d", { willReadFrequently: true });
        context.drawImage(it, 0, 0);
        const pixels = new Uint32Array(context.getImageData(0, 0, it.width, it.height).data.buffer);
        const has = (colour) => pixels.some((pixel) => pixel >>> 0 === (0xff000000 | colour) >>> 0);
        return has(0xff00ff) ? "magenta" : has(0xffff00) ? "cyan" : "usual";
      });
    const turn = async (frame, colour) => {
      for (let tries = 0; tries < 100 && (await labels(frame)) !== colour; tries++) {
        await page.waitForTimeout(50);
      }
      assert.equal(await labels(frame), colour);
      await frame.getByRole("button", { name: "Play" }).waitFor();
    };
    await page.goto(`${home}sites/plain/`);
    const frame = await guest(page);
    await turn(frame, "usual");
    await styles("body { --kpa-quiet: magenta; --kpa-panel: #fff4e0 }");
    await turn(frame, "magenta");
    await shot("embed in the colours of another page");
    await element(page).evaluate((it) => it.style.setProperty("--kpa-quiet", "rgb(0 255 255)"));
    await turn(frame, "cyan");
    await element(page).evaluate((it) => it.removeAttribute("style"));
    await turn(frame, "magenta");
    await styles("");
    await turn(frame, "usual");
  });

story("Nothing loads before it is near, and ten share one download", { context: PLAIN }, async ({ page, home }) => {
  served.length = 0;
  await page.goto(`${home}sites/ten/`);
  await guest(page, 0);
  assert.equal(await page.locator("kpa-playground iframe").count(), 1);
  assert.equal(await element(page, 9).innerText(), "Later.");
  for (let nth = 1; nth < 10; nth++) await guest(page, nth);
  const programs = served.filter((name) => /playground-[^/]*\.wasm$/.test(name));
  assert.equal(programs.length, 1);
  assert.equal(served.filter((name) => /(split_texts|split_details|reader|editor)[^/]*\.(wasm|js)$/.test(name)).length, 0);
});

story("What is off the screen stands still", { context: PLAIN }, async ({ page, home }) => {
  await page.goto(`${home}sites/ten/`);
  const first = await guest(page, 0);
  const start = await time(first);
  await first.locator("time").filter({ hasNotText: start }).waitFor();
  const last = await guest(page, 9);
  // A frame or two may still have been on their way.
  await page.waitForTimeout(300);
  const away = await time(first);
  const there = await time(last);
  await last.locator("time").filter({ hasNotText: there }).waitFor();
  await page.waitForTimeout(1000);
  assert.equal(await time(first), away);
  await element(page, 0).scrollIntoViewIfNeeded();
  await first.locator("time").filter({ hasNotText: away }).waitFor();
});

story("The page around plays, pauses, changes traffic, and is told of it", { context: PLAIN },
  async ({ page, home }) => {
    await page.goto(`${home}sites/plain/`);
    await page.evaluate(() => {
      window.states = [];
      document.addEventListener("kpa-state", ({ detail }) => window.states.push(detail));
    });
    const frame = await guest(page);
    const call = (method, value) =>
      element(page).evaluate((it, [method, value]) => it[method](value), [method, value]);
    await told(page, () => window.states.at(-1)?.playing === false);
    await call("play");
    await told(page, () => window.states.at(-1)?.playing === true);
    await call("setLevel", 90);
    await frame.getByRole("slider", { name: "Concurrent clients" }).and(frame.locator('[aria-valuetext="90"], [value="90"]')).waitFor();
    await call("pause");
    await told(page, () => window.states.at(-1)?.playing === false && window.states.at(-1).desired > 1);
    const link = await element(page).evaluate((it) => it.state.link);
    assert.match(link, /^[\w-]{20,}$/, "the same origin gets the link");
    await call("restart");
    await told(page, () => window.states.at(-1)?.seconds < 5);
    await call("open", link);
    await told(page, () => window.states.at(-1)?.seconds > 60);
  });

story("What is asked of an embed before it is there waits for it", { context: PLAIN }, async ({ page, home }) => {
  await page.goto(`${home}sites/plain/`);
  await page.evaluate(() => {
    window.states = [];
    const early = document.createElement("kpa-playground");
    early.setAttribute("show", "replicas,player,sliders");
    early.addEventListener("kpa-state", ({ detail }) => window.states.push(detail));
    for (const level of [50, 90]) early.setLevel(level);
    early.play();
    document.body.append(early);
    early.addEventListener("kpa-ready", () => early.setSpeed(20));
  });
  const frame = await guest(page, 1);
  await told(page, () => window.states.at(-1)?.playing === true);
  await frame.getByRole("slider", { name: "Concurrent clients" }).and(frame.locator('[aria-valuetext="90"], [value="90"]')).waitFor();
  await frame.getByRole("radio", { name: "20×", exact: true }).and(frame.locator(":checked")).waitFor();
});

story("A link with texts of its own opens in an embed that nobody has touched", { context: PLAIN },
  async ({ page, home }) => {
    await open(page, home);
    await button(page, "Pause").click();
    await replace(page, "Service YAML", 'target: "10"', 'target: "7"');
    await isRead(page);
    await button(page, "Share").click();
    const link = await page.getByRole("textbox", { name: "Link", exact: true }).inputValue();
    await page.goto(`${home}sites/plain/`);
    await page.evaluate(() => {
      window.states = [];
      const plain = document.createElement("kpa-playground");
      plain.setAttribute("show", "replicas,player");
      plain.addEventListener("kpa-state", ({ detail }) => window.states.push(detail));
      document.body.append(plain);
    });
    const frame = await guest(page, 1);
    await told(page, () => window.states.length > 0);
    await element(page, 1).evaluate((it, link) => {
      for (let times = 0; times < 3; times += 1) it.open(link);
      // That counts for what is being opened.
      it.setSpeed(20);
    }, link);
    await frame.getByRole("radio", { name: "20×", exact: true }).and(frame.locator(":checked")).waitFor();
    await element(page, 1).evaluate((it) => it.setSpeed(5));
    await page.waitForFunction((link) => link.endsWith(`#/s/${window.states.at(-1).link}`), link);
    await element(page, 1).evaluate((it) => it.play());
    await told(page, () => window.states.at(-1).playing);
  });

story("The background around tells light from dark, in whatever notation", { context: PLAIN }, async ({ page, home }) => {
  await page.goto(`${home}sites/plain/`);
  await page.evaluate(() => {
    document.querySelector("meta[name=color-scheme]").remove();
    document.documentElement.style.colorScheme = "normal";
  });
  const frame = await guest(page);
  for (const [background, dark] of [
    ["rgb(20 20 20)", true],
    ["oklch(0.985 0.002 247.8)", false],
    ["oklch(0.2 0.02 247.8)", true],
    ["lab(95 0 0)", false],
    ["color(srgb 0.1 0.1 0.12)", true],
    ["color-mix(in srgb, white 90%, blue)", false],
  ]) {
    await page.evaluate((background) => (document.body.style.background = background), background);
    await isDark(frame, dark);
  }
});

story("Only the page around is heard, and that only hears its own frame", { context: PLAIN },
  async ({ page, home }) => {
    await page.goto(`${home}sites/plain/`);
    const frame = await guest(page);
    await frame.getByRole("button", { name: "Play" }).waitFor();
    await fits(page);
    const height = await element(page).evaluate((it) => it.offsetHeight);
    await page.evaluate(() => {
      window.heard = [];
      document.addEventListener("kpa-state", ({ detail }) => window.heard.push(detail));
      document.body.append(Object.assign(document.createElement("iframe"), { name: "stranger", src: "about:blank" }));
    });
    const stranger = page.frame("stranger");
    await stranger.evaluate(() => {
      const kind = "kpa-playground";
      const frame = parent.document.querySelector("kpa-playground").shadowRoot.querySelector("iframe");
      frame.contentWindow.postMessage({ kind, type: "play", value: true }, "*");
      frame.contentWindow.postMessage({ kind, type: "level", value: 3 }, "*");
      parent.postMessage({ kind, type: "size", height: 7000 }, "*");
      parent.postMessage({ kind, type: "state", desired: 4711 }, "*");
    });
    // What the page around says then arrives behind it.
    await element(page).evaluate((it) => it.setLevel(60));
    await page.waitForFunction(() => window.heard.length > 0);
    await frame.getByRole("button", { name: "Play" }).waitFor();
    assert.equal(await element(page).evaluate((it) => it.offsetHeight), height);
    assert.ok((await page.evaluate(() => window.heard)).every((it) => it.desired !== 4711));
    // Nonsense from the right side.
    await element(page).evaluate((it) => {
      const { contentWindow } = it.shadowRoot.querySelector("iframe");
      const say = (message) => contentWindow.postMessage(message, "*");
      for (const type of ["level", "speed", "play", "theme", "looks", "open", "toString", "__proto__"]) {
        for (const value of [NaN, -1, 1e300, {}, "<script>", null]) say({ kind: "kpa-playground", type, value });
      }
      say(null);
      say("kpa-playground");
    });
    await element(page).evaluate((it) => it.setLevel(40));
    await frame.getByRole("slider", { name: "Concurrent clients" }).waitFor();
  });

story("Another origin is told how it goes, but not what was typed",
  { context: PLAIN, expected: [/request to elsewhere/] },
  async ({ page, home }) => {
    await page.goto(`${home.replace("127.0.0.1", "localhost")}sites/plain/`);
    await page.evaluate((home) => {
      window.states = [];
      document.addEventListener("kpa-state", ({ detail }) => window.states.push(detail));
      const other = document.createElement("kpa-playground");
      other.setAttribute("src", home);
      document.querySelector("kpa-playground").replaceWith(other);
    }, home);
    await guest(page);
    await told(page, () => window.states.length > 0);
    const states = await page.evaluate(() => window.states);
    assert.ok(states.every((it) => it.seconds > 0 && !("link" in it)), JSON.stringify(states));
  });

story("What nobody knows is named, and the rest counts", {}, async ({ page, home }) => {
  await page.goto(`${home}?embed&show=replicas,bogus,sliders&clients=40&targte=9&height=huge&theme=pink`);
  const notice = page.getByRole("alert").filter({ hasText: "doesn't know" });
  await notice.waitFor();
  for (const part of ["show=bogus", "targte=9", "height=huge", "theme=pink"]) {
    assert.ok((await notice.innerText()).includes(part), part);
  }
  assert.equal(await slider(page, "Concurrent clients").inputValue(), "40");
});

story("Read-only: time goes on, nothing can be changed", {}, async ({ page, home }) => {
  await page.goto(`${home}?embed&show=editors,replicas,sliders,player,ladder&readonly`);
  const field = text(page, "Service YAML");
  await field.waitFor();
  await page.waitForFunction(() => document.querySelector(".editor textarea")?.readOnly);
  assert.ok(await slider(page, "Concurrent clients").isDisabled());
  await button(page, "Play").click();
  await button(page, "Pause").waitFor();
});

story("Autoplay, language, colours and height are as asked for", {}, async ({ page, home, shot }) => {
  await page.setViewportSize({ width: 700, height: 420 });
  await page.goto(`${home}?embed&show=now,replicas,concurrency&autoplay&lang=zh-CN&theme=dark&height=420`);
  await page.getByRole("status", { name: "当前" }).waitFor();
  await isDark(page, true);
  const high = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(high <= 420, `${high}`);
  await shot("embed of a height");
});

story("A browser without the playground keeps what was there", { context: PLAIN, expected: [/status 404|console error/] },
  async ({ page, home }) => {
    await page.goto(`${home}sites/plain/`);
    await page.evaluate(() => {
      const other = document.createElement("kpa-playground");
      other.setAttribute("src-service", "missing.yaml");
      other.append("What was there.");
      document.querySelector("kpa-playground").replaceWith(other);
      window.failed = new Promise((done) => other.addEventListener("kpa-error", done));
    });
    await page.evaluate(() => window.failed.then(() => {}));
    assert.ok(await page.getByText("What was there.").isVisible());
  });

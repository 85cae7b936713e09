// Answers for the page when there is no network: a service worker, registered by
// editor/src/offline.mjs.
//
// The build (xtask/offline.mjs) puts in VERSION, FILES, which is all that the page may ever load, and
// NAMED, those of them that stand in index.html. A version is kept whole or not at all, in a cache of
// its own, and a page is opened with the last one that is whole. All files but index.html have names
// that change with their content, so they can't be mistaken for those of another version.
"use strict";

const { scope } = registration;
// An origin may have several such pages, in several folders.
const PREFIX = `${scope} `;
const OWN = PREFIX + VERSION;
// Whatever a host says that its answers depend on.
const ANY = { ignoreVary: true };

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const address = url.replace(/[?#].*/s, "");
  if (method !== "GET" || !address.startsWith(scope)) return;
  const name = address.slice(scope.length);
  const isPage = name === "" || name === "index.html";
  if (isPage !== (mode === "navigate")) return;
  event.respondWith(answer(event.request, isPage ? scope : address));
});

// One file after the other, so that a visitor who is still loading something hardly notices.
async function keep() {
  const cache = await caches.open(OWN);
  for (const name of FILES) {
    const address = scope + name;
    if (await cache.match(address, ANY)) continue;
    const response = await fetch(address, { priority: "low" });
    // A host may say by a page what it hasn't got.
    const isPage = response.headers.get("content-type")?.startsWith("text/html");
    if (!response.ok || (isPage && !name.endsWith(".html"))) throw new Error(`${address} can't be had`);
    await cache.put(address, response);
  }
  const response = await fetch(scope, { cache: "no-cache" });
  const page = await response.text();
  // It may be another version's by now.
  if (!response.ok || !NAMED.every((name) => page.includes(name))) {
    throw new Error("index.html is of another version");
  }
  // A new answer, because one that was redirected can't open a page.
  await cache.put(scope, new Response(page, { headers: response.headers }));
  await skipWaiting();
}

// The version before stays for tabs that still show it.
async function takeOver() {
  const whole = [];
  for (const name of await others()) {
    if (await (await caches.open(name)).match(scope, ANY)) whole.push(name);
  }
  const kept = whole.at(-1);
  for (const name of await others()) {
    if (name !== kept) await caches.delete(name);
  }
  await clients.claim();
}

// The caches of other versions, the oldest first.
async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN);
}

async function answer(request, address) {
  const names = address === scope ? [] : await others();
  for (const name of [OWN, ...names]) {
    const kept = await (await caches.open(name)).match(address, ANY);
    if (kept) return kept;
  }
  return fetch(request);
}

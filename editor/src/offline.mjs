// Registers what answers when there is no network (static/offline.js): here, because this is the last
// script that comes, and later than all that a visit needs. Not for a guest in somebody else's page. Where it
// can't be had, the page goes without.
if (self === top) {
  setTimeout(() => navigator.serviceWorker?.register("offline.js").catch(() => {}), 5000);
}

// Keeps the page on the device. EDITION and FILES stand above: a new edition brings a new cache and clears the old one.

const PREFIX = `scripts-gen ${self.registration.scope} `;

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(PREFIX + EDITION).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clear = (names) => Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== PREFIX + EDITION).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(clear).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const place = event.request.url.replace(/\/index\.html(?=[?#]|$)/, "/"); // the page is kept under one of its names
  const cached = caches.open(PREFIX + EDITION).then((cache) => cache.match(place, { ignoreSearch: true }));
  event.respondWith(cached.then((answer) => answer ?? fetch(event.request)));
});

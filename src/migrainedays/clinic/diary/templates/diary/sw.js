// Keeps the app on the phone. The app's own files come from here first; entries never pass through this cache.
const VERSION = "diary-{{ version }}";
const FILES = {{ files|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("diary-") && name !== VERSION;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  const page = event.request.mode === "navigate";
  event.respondWith(
    caches.open(VERSION)
      .then((cache) => cache.match(page ? "/diary/" : event.request, { ignoreSearch: true, ignoreVary: true }))
      .then((kept) => kept ?? fetch(event.request)),
  );
});

// A reminder: its words come sealed from the clinic and say nothing of health; a second one takes the first one's place.
self.addEventListener("push", (event) => {
  const { title = "·", body = "" } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag: "days", icon: "{{ icon }}", silent: true }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const open = async () => {
    const found = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const diary = found.find((each) => new URL(each.url).pathname.startsWith("/diary/"));
    return diary ? diary.focus() : self.clients.openWindow("/diary/");
  };
  event.waitUntil(open());
});

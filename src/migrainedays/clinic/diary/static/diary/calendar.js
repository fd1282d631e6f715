// Days as the person lives them: a date is text, YYYY-MM-DD, and never an instant.

export const LOCK_HOURS = 48;
const pad = (number) => String(number).padStart(2, "0");

export function today(now = new Date()) {
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export function shift(date, days) {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

// The moment with the phone's own offset: 2026-03-01T21:30:00+01:00.
export function claim(now = new Date()) {
  const offset = -now.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(pad).join(":");
  return `${today(now)}T${time}${sign}${pad(hours)}:${pad(minutes)}`;
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

// Closed 48 hours after the end of the day, by the calendar of this phone.
export function isLocked(date, now = new Date()) {
  const [year, month, day] = date.split("-").map(Number);
  return now.getTime() > new Date(year, month - 1, day + 1).getTime() + LOCK_HOURS * 3_600_000;
}

export function spoken(date, language, options = { weekday: "long", day: "numeric", month: "long" }) {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));
}

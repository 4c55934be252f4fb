// Shows what a typed date is read as, while it is typed. The rules are those of
// cases/danish/date_entry.py; tests/data/date_entry.json holds both to one answer.
// Without this script the server echoes and words the errors.

const MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli",
  "august", "september", "oktober", "november", "december"];
const WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
const RELATIVE = { "i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2,
  "iovermorgen": 2, "i går": -1, "igår": -1, "i gaar": -1, "igaar": -1, "i forgårs": -2,
  "iforgårs": -2 };
const EXAMPLES = "Skriv fx 23.11.2026, 23/11, i dag eller +14";
const DAY = 86400000;

const utc = (year, month, day) => new Date(Date.UTC(year, month - 1, day));
const plus = (date, days) => new Date(date.getTime() + days * DAY);
const weekday = (date) => (date.getUTCDay() + 6) % 7;
const weekOneMonday = (year) => plus(utc(year, 1, 4), -weekday(utc(year, 1, 4)));

function isoYear(date) {
  return plus(date, 3 - weekday(date)).getUTCFullYear();
}

function checkYear(year) {
  if (year < 1900 || year > 2099) throw new Error(`Året skal være mellem 1900 og 2099. ${EXAMPLES}`);
}

function daysFrom(asOf, days) {
  const counted = plus(asOf, days);
  checkYear(counted.getUTCFullYear());
  return counted;
}

function checked(year, month, day) {
  const written = `${day}.${month}.${year}`;
  checkYear(year);
  if (month < 1 || month > 12) {
    throw new Error(`Datoen ${written} findes ikke. Måneden skal være mellem 1 og 12`);
  }
  const last = utc(year, month + 1, 0).getUTCDate();
  if (day < 1 || day > last) {
    const name = MONTHS[month - 1][0].toUpperCase() + MONTHS[month - 1].slice(1);
    const inYear = month === 2 ? ` ${year}` : "";
    throw new Error(`Datoen ${written} findes ikke. ${name}${inYear} har ${last} dage`);
  }
  return utc(year, month, day);
}

function fullYear(typed, asOf) {
  const current = asOf.getUTCFullYear();
  if (typed === undefined) return current;
  if (typed.length === 4) return Number(typed);
  const near = current - (current % 100) + Number(typed);
  return near - current <= 20 ? near : near - 100;
}

function mondayOf(week, typedYear, asOf) {
  const year = typedYear ? Number(typedYear) : isoYear(asOf);
  checkYear(year);
  const weeks = Math.round((weekOneMonday(year + 1) - weekOneMonday(year)) / DAY / 7);
  if (week < 1 || week > weeks) throw new Error(`Uge ${week} findes ikke. ${year} har ${weeks} uger`);
  return plus(weekOneMonday(year), 7 * (week - 1));
}

export function parse(text, asOf) {
  const typed = text.toLowerCase().trim().split(/\s+/).join(" ");
  if (typed in RELATIVE) return daysFrom(asOf, RELATIVE[typed]);
  let found = typed.match(/^([+\-\u2212])\s*(\d{1,4})$/);
  if (found) return daysFrom(asOf, (found[1] === "+" ? 1 : -1) * Number(found[2]));
  found = typed.match(/^uge\s*(\d{1,2})(?:[\s/.]+(\d{4}))?$/);
  if (found) return mondayOf(Number(found[1]), found[2], asOf);
  const name = typed.replace(/\.+$/, "");
  const number = name.length < 3 ? -1 : WEEKDAYS.findIndex((day) => day.startsWith(name));
  if (number >= 0) return daysFrom(asOf, (number - weekday(asOf) + 7) % 7);
  return calendarDay(typed, asOf);
}

function calendarDay(typed, asOf) {
  let found = typed.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
  if (found) return checked(Number(found[1]), Number(found[2]), Number(found[3]));
  found = typed.match(/^(\d{1,2})[./\-\s]+(\d{1,2})(?:[./\-\s]+(\d{4}|\d{2}))?\.?$/)
    || typed.match(/^(\d{2})(\d{2})(\d{4}|\d{2})$/);
  if (found) return checked(fullYear(found[3], asOf), Number(found[2]), Number(found[1]));
  found = typed.match(/^(\d{1,2})\.?\s*([a-zæøå]{3,9})\.?(?:\s*(\d{4}))?$/);
  const month = found ? MONTHS.findIndex((each) => each.startsWith(found[2])) + 1 : 0;
  if (month) return checked(fullYear(found[3], asOf), month, Number(found[1]));
  throw new Error(`Datoen kan ikke læses. ${EXAMPLES}`);
}

export function echo(date) {
  const written = `${date.getUTCDate()}. ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `= ${WEEKDAYS[weekday(date)]} ${written}`;
}

function show(input, output, { complain }) {
  const asOf = new Date(`${input.dataset.asOf}T00:00:00Z`);
  let text = "";
  let isUnread = false;
  if (input.value.trim()) {
    try {
      text = echo(parse(input.value, asOf));
    } catch (error) {
      isUnread = complain;
      text = complain ? error.message : "";
    }
  }
  output.textContent = text;
  output.classList.toggle("is-unread", isUnread);
}

// A complaint takes room. Shown while the mouse is down on a button below, it would move the
// button away from under the mouse, and the click would be lost.
let isPressed = false;
let waiting = [];

function whenReleased(act) {
  if (isPressed) waiting.push(act);
  else act();
}

function released() {
  isPressed = false;
  const acts = waiting;
  waiting = [];
  setTimeout(() => acts.forEach((act) => act()));
}

globalThis.addEventListener?.("pointerdown", () => { isPressed = true; }, true);
globalThis.addEventListener?.("pointerup", released, true);
globalThis.addEventListener?.("pointercancel", released, true);

function listen(event, options) {
  globalThis.document?.addEventListener(event, ({ target }) => {
    if (!target.matches?.("[data-date-echo]")) return;
    const output = document.getElementById(`${target.id}_echo`);
    if (output) whenReleased(() => show(target, output, options));
  });
}

listen("input", { complain: false });
listen("change", { complain: true });

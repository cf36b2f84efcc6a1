// Replaces Date by one that stops during a run and knows no time zone but UTC. Returns the clock's setter.
() => {
  const { defineProperty, getOwnPropertyNames } = Object;
  const hide = (target, name, value) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  let now = 0;

  const RealDate = Date;
  const realOffset = RealDate.prototype.getTimezoneOffset;
  const hasZone = /(Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(\(.*\))?$/i;
  const parseDate = (value) => {
    const time = RealDate.parse(value);
    if (hasZone.test(value) || /^[+-]?\d{4,6}(-\d\d){0,2}$/.test(value)) return time;
    return time - realOffset.call(new RealDate(time)) * 60_000;
  };
  function FrozenDate(...parts) {
    if (new.target === undefined) return new FrozenDate().toString();
    if (parts.length === 0) return new RealDate(now);
    if (parts.length > 1) return new RealDate(RealDate.UTC(...parts));
    return new RealDate(typeof parts[0] === "string" ? parseDate(parts[0]) : parts[0]);
  }
  defineProperty(FrozenDate, "name", { value: "Date" });
  defineProperty(FrozenDate, "length", { value: 7 });
  defineProperty(FrozenDate, "prototype", { value: RealDate.prototype, writable: false });
  hide(FrozenDate, "now", () => now);
  hide(FrozenDate, "parse", (value) => parseDate(String(value)));
  hide(FrozenDate, "UTC", RealDate.UTC);
  const dates = RealDate.prototype;
  hide(dates, "constructor", FrozenDate);
  hide(dates, "getTimezoneOffset", () => 0);
  for (const name of getOwnPropertyNames(dates)) {
    const utc = name.replace(/^(get|set)(?!UTC|Time)/, "$1UTC");
    if (utc !== name && typeof dates[utc] === "function") hide(dates, name, dates[utc]);
  }
  const day = (date) => date.toUTCString().replace(/^(...), (\d\d) (...) (-?\d+) .*/, "$1 $3 $2 $4");
  const time = (date) => `${date.toISOString().slice(-13, -5)} GMT+0000`;
  const dated = (write) =>
    function toText() {
      return Number.isNaN(this.getTime()) ? "Invalid Date" : write(this);
    };
  for (const name of ["toString", "toLocaleString"])
    hide(
      dates,
      name,
      dated((date) => `${day(date)} ${time(date)}`),
    );
  for (const name of ["toDateString", "toLocaleDateString"]) hide(dates, name, dated(day));
  for (const name of ["toTimeString", "toLocaleTimeString"]) hide(dates, name, dated(time));
  hide(globalThis, "Date", FrozenDate);

  return (time) => {
    now = time;
  };
};

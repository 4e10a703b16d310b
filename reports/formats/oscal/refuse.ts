// What a field that was filled in for form's sake holds. Within a sentence these words are the documents' own.
const placeholder = /^(TODO|TBD|FIXME|lorem ipsum.*|placeholder|REPLACE_ME|<.+>|unknown|n\/a|none|null|undefined|-|x+)$/i;

// Dates that stand for none: the epoch, years that no run of this suite has seen, the far end of calendars.
const isSentinel = (year: number) => year < 2020 || year > 2100;

const date = /^(\d{4})-\d{2}-\d{2}T/;

/** Where an OSCAL document says nothing: `$.a[0].b: reason` for each placeholder, sentinel date and empty value. */
export function emptiness(value: unknown, path = '$'): string[] {
  if (value === null || value === undefined) return [`${path}: no value`];
  if (typeof value === 'string') {
    if (value.trim() === '') return [`${path}: empty`];
    if (placeholder.test(value)) return [`${path}: placeholder "${value}"`];
    const year = Number(date.exec(value)?.[1]);
    return year && isSentinel(year) ? [`${path}: sentinel date ${value}`] : [];
  }
  if (typeof value !== 'object') return [];
  if (Array.isArray(value))
    return value.length === 0 ? [`${path}: empty list`] : value.flatMap((one, index) => emptiness(one, `${path}[${index}]`));
  return Object.entries(value).flatMap(([key, one]) => {
    // OSCAL's way to say "all of it" is an empty object.
    const isAll = key === 'include-all' && JSON.stringify(one) === '{}';
    if (!isAll && one && typeof one === 'object' && Object.keys(one as object).length === 0) return [`${path}.${key}: empty`];
    return isAll ? [] : emptiness(one, `${path}.${key}`);
  });
}

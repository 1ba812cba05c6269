/** Sections of an INI text by name; lines before the first section stand under `''`. */
export type IniSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads `[section]` and `key=value` lines; anything else is passed over. */
export function readIni(text: string): IniSections {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  sections.set('', current);
  for (const line of text.split(/[\r\n\0]+/)) {
    const section = line.match(/^\s*\[([^\]]+)\]/)?.[1];
    if (section !== undefined) {
      current = sections.get(section) ?? new Map();
      sections.set(section, current);
      continue;
    }
    const equals = line.indexOf('=');
    if (equals > 0) current.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return sections;
}

/** Text between `<name …>` and `</name>`, with the value of the tag's `unit` attribute. */
export function xmlElement(
  xml: string,
  name: string,
): { readonly text: string; readonly unit: string | undefined } | undefined {
  const found = xml.match(new RegExp(`<${name}(\\s[^>]*)?>([^<]*)</${name}>`));
  if (!found) return undefined;
  return { text: (found[2] ?? '').trim(), unit: xmlAttribute(found[1] ?? '', 'unit') };
}

/** Value of the first attribute of that name in `xml`. */
export function xmlAttribute(xml: string, name: string): string | undefined {
  return xml.match(new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`))?.[1];
}

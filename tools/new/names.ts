/** `forbid-open-ports` as an identifier: `forbidOpenPorts`. */
export const camelCase = (kebab: string): string =>
  kebab.replaceAll(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase());

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Texts of all elements of a name, in order. Nothing that is asked for holds an escaped character. */
export const textsOf = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text = ""]) => text);

/** Text of the first element of a name. */
export const textOf = (xml: string, element: string): string | undefined => textsOf(xml, element)[0];

/** Inner XML of each element of a name that holds none of its own name. */
export const elementsOf = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, "gs"))].map(([, inner = ""]) => inner);

/** A function that works something out once for each object that it is given, for as long as the object is there. */
export function onceFor<Given extends object, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const known = new WeakMap<Given, { readonly made: Made }>();
  return (given) => {
    const before = known.get(given);
    if (before !== undefined) return before.made;
    const made = make(given);
    known.set(given, { made });
    return made;
  };
}

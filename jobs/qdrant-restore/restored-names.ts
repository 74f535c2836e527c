const RESTORED = /-restored-(\d+)$/;

/** Name that a collection has in all its generations, as the product knows it. */
export const baseOf = (collection: string): string => collection.replace(RESTORED, "");

/** 1 for a collection that the product has made. */
export const generationOf = (collection: string): number => Number(RESTORED.exec(collection)?.[1] ?? 1);

export const restoredName = (collection: string, generation: number): string =>
  `${baseOf(collection)}-restored-${generation}`;

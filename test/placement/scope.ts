/** Whether everything is tried, or a sample: `jest.all.config.cjs` says so. */
export const isAll = (): boolean => (globalThis as { PLACEMENT?: string }).PLACEMENT === "all";

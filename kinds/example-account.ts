/** Account of the made-up outputs. */
export const EXAMPLE_ACCOUNT = "123456789012";

/** Name of the Deployment, its pods, their Secret, ServiceAccount and program. */
export const OBSERVER_NAME = "observer";

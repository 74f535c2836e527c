/** Inputs that hold the name under which AWS knows an object. The provider fills them by itself when the program does not. */
export const NAME_INPUTS = ["name", "bucket", "identifier", "replicationGroupId", "userId", "userGroupId"];

/** Inputs that hold how such a name begins. */
export const NAME_PREFIX_INPUTS = ["bucketPrefix", "namePrefix"];

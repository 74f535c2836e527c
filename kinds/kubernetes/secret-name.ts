/** Names that secrets go by; a number of tokens is none. */
export const SECRET_NAME = /PASSWORD|PASSWD|SECRET|TOKEN(?!S\b|S_|IZE)|API_?KEY|CREDENTIAL|PRIVATE_?KEY/i;

/** `scheme://user:password@host` */
export const URL_WITH_PASSWORD = /:\/\/[^\s/:@]*:[^\s/@]+@/;

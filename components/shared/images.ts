/**
 * Container images, by tag and by the digest of the multi-platform index (`linux/arm64` among its platforms), so
 * that a node never runs other bytes than the ones reviewed.
 *
 * The digests were read from pins that several public repositories agree on; our checks have no registry to pull
 * them from. Before raising one, and once before the first `up`, compare it with the registry's own answer:
 *
 *     docker buildx imagetools inspect <name>:<tag>   # "Digest:" and a linux/arm64 entry
 *
 * Images come from Amazon ECR Public where it carries them: no pull limit for nodes behind one NAT address.
 */
export const IMAGES = {
  /**
   * PgBouncer. 1.25 is the first that verifies a server's name behind a list of hosts (pgbouncer/pgbouncer#1300).
   * Take 1.26.1 or later once its digest is known: it mends a crash that clients can cause (CVE-2026-19888).
   */
  pooler:
    "docker.io/edoburu/pgbouncer:v1.25.2-p0@sha256:7d7a27d9e90985cab5cf42256f5c13a3120baa4b055b69df37beb272b89b2340",
  qdrant:
    "docker.io/qdrant/qdrant:v1.17.1@sha256:94728574965d17c6485dd361aa3c0818b325b9016dac5ea6afec7b4b2700865f",
  node: "public.ecr.aws/docker/library/node:22.22.0-alpine3.23@sha256:e4bf2a82ad0a4037d28035ae71529873c069b13eb0455466ae0bc13363826e34",
  /**
   * Fluent Bit, whose digest only the tests of one project pin. AWS's own build of it is on ECR Public, but no public pin of its
   * multi-platform index was found.
   */
  fluentBit:
    "docker.io/fluent/fluent-bit:4.2.0@sha256:aff743e1a5e61d036d10a4472d67cdd7a6b408c92218eb86e3f301e2bac7817a",
  awsCli:
    "public.ecr.aws/aws-cli/aws-cli:2.37.0@sha256:337494c2047176fe9abcf45a5d1eaf1c2c62cae40953284fb1143b5c6170f065",
} as const;

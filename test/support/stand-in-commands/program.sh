#!/usr/bin/env bash
# Stands in for pulumi, aws, kubectl and sleep: notes how it was called, and answers as far as the printed commands need it.
# The account holds databases, jobs and claims of other people too.
name=$(basename "$0")
printf '%s\n' "$name $*" >>"$STAND_IN_LOG"
case "$name $*" in
  "pulumi stack output region") echo eu-west-1 ;;
  "pulumi stack output postgresPrimaries --json") echo "$STAND_IN_PRIMARIES" ;;
  "pulumi stack output postgresReplicas --json") echo "$STAND_IN_REPLICAS" ;;
  "pulumi stack output webAclArn") echo arn:aws:wafv2:us-east-1:1:global/webacl/prod-cdn-1/a ;;
  "pulumi stack output valkeyUserId") echo scaling-tiers-prod-valkey-app ;;
  "pulumi stack --show-urns")
    for peer in 1 3 4 6 7 13 60; do
      echo "    │  URN: urn:pulumi:prod::scaling-tiers::platform:qdrant:Qdrant\$kubernetes:core/v1:PersistentVolumeClaim::qdrant-storage-$peer"
    done ;;
  "aws rds describe-db-instances --output"*) echo "billing-prod available in-sync" ;;
  "aws rds describe-db-snapshots "*) echo "DBSnapshotNotFound" >&2; exit 254 ;;
  "aws elasticache describe-snapshots --snapshot-name nightly "*) printf 'available\t8.0.1\tNone\n' ;;
  "aws elasticache describe-snapshots "*) echo "SnapshotNotFoundFault" >&2; exit 254 ;;
  "aws elasticache describe-users --user-id scaling-tiers-prod-valkey-app "*) printf 'active\t2\n' ;;
  "aws rds reboot-db-instance"*)
    case "$*" in *"$STAND_IN_FAILING "*) echo "InvalidDBInstanceState" >&2; exit 254 ;; esac
    echo rebooting ;;
  "kubectl -n qdrant get job "*) echo "$STAND_IN_JOB" ;;
  "kubectl -n qdrant wait --for=condition=complete"*) case "$STAND_IN_JOB" in *Complete) ;; *) exit 1 ;; esac ;;
esac

import { at, listOf } from "../../models/manifest/values";
import { atLeast, given, is, like, only, someOf, within, type Expectation } from "./expectation";
import { availability, privacy, watch, type Safety } from "./safety";

const CERTIFICATE = "aws:acm/certificate:Certificate";
const HEADERS = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** Groups of AWS's that every web ACL has, beside its own limit of requests. */
const GROUPS = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

const KNOWN_ATTACKS: Expectation = {
  holds: (rules) =>
    GROUPS.every((name) =>
      listOf(rules).some((rule) => at(rule, "statement.managedRuleGroupStatement.name") === name),
    ) && listOf(rules).some((rule) => at(rule, "statement.rateBasedStatement") !== undefined),
  allowed: `rules with a limit of requests, ${GROUPS.join(" and ")}`,
};

const SECRET_HEADERS = ["authorization", "cookie"];

const WITHOUT_TOKENS: Expectation = {
  holds: (fields) =>
    SECRET_HEADERS.every((name) => listOf(fields).some((field) => at(field, "singleHeader.name") === name)) &&
    listOf(fields).some((field) => at(field, "queryString") !== undefined),
  allowed: `a list with the headers ${SECRET_HEADERS.join(" and ")}, and the query string`,
};

/** Each of these by itself keeps a record. */
const REFUSED = ["BLOCK", "COUNT"];

const KEEPS_REFUSED: Expectation = {
  holds: (filters) =>
    REFUSED.every((action) =>
      listOf(filters).some(
        (filter) =>
          at(filter, "behavior") === "KEEP" &&
          at(filter, "requirement") === "MEETS_ANY" &&
          listOf(at(filter, "conditions")).some((each) => at(each, "actionCondition.action") === action),
      ),
    ) && listOf(filters).every((filter) => at(filter, "behavior") === "KEEP"),
  allowed: `a filter that keeps ${REFUSED.join(" and ")}, and none that drops`,
};

/** What the safety of names, certificates, CloudFront, its firewall, the load balancer rests on. */
export const EDGE_SAFETY = {
  "aws:acm/certificate:Certificate": {
    harmless: { working: ["domainName", "subjectAlternativeNames"], refused: ["validationMethod", "region"] },
    dispensable: "The distribution is refused",
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    refers: { certificateArn: CERTIFICATE },
    refusedWithout: ["certificateArn"],
    harmless: { working: ["validationRecordFqdns"], refused: ["region"] },
    dispensable: "The distribution is refused",
  },
  "aws:route53/record:Record": {
    harmless: {
      working: [
        "type",
        "ttl",
        "zoneId",
        "allowOverwrite",
        "aliases[].zoneId",
        "aliases[].evaluateTargetHealth",
      ],
    },
    dispensable: "Nobody finds the product",
  },
  "aws:cloudfront/distribution:Distribution": {
    guards: [
      privacy(
        "defaultCacheBehavior.responseHeadersPolicyId",
        given,
        "Browsers would not be told to use HTTPS only, nor to refuse frames",
      ),
      privacy(
        "orderedCacheBehaviors[].responseHeadersPolicyId",
        given,
        "Browsers would not be told to use HTTPS only, nor to refuse frames",
      ),
      privacy(
        "defaultCacheBehavior.cachedMethods",
        only("GET", "HEAD", "OPTIONS"),
        "Answers to one user would be kept for others",
      ),
      privacy(
        "orderedCacheBehaviors[].allowedMethods",
        only("GET", "HEAD", "OPTIONS"),
        "Files could be changed through the distribution",
      ),
      privacy(
        "orderedCacheBehaviors[].cachedMethods",
        only("GET", "HEAD", "OPTIONS"),
        "Answers to one user would be kept for others",
      ),
      privacy(
        "defaultCacheBehavior.cachePolicyId",
        is("4135ea2d-6df8-44a3-9df3-4b5a84be39ad"),
        "Answers to one user could be kept for others",
      ),
      availability("enabled", is(true), "The product would not answer"),
      availability("retainOnDelete", is(false), "A distribution that is deleted would stay, and answer", {
        absent: "The provider takes false",
      }),
      availability("origins", someOf(1), "The product would not answer"),
      availability(
        "viewerCertificate.sslSupportMethod",
        is("sni-only"),
        "CloudFront would keep addresses for it, for $600 a month, or refuse it",
        { when: ({ viewerCertificate }) => at(viewerCertificate, "acmCertificateArn") !== undefined },
      ),
    ],
    refers: {
      webAclId: "aws:wafv2/webAcl:WebAcl",
      "defaultCacheBehavior.responseHeadersPolicyId": HEADERS,
      "orderedCacheBehaviors[].responseHeadersPolicyId": HEADERS,
      "origins[].originAccessControlId": "aws:cloudfront/originAccessControl:OriginAccessControl",
      "origins[].vpcOriginConfig.vpcOriginId": "aws:cloudfront/vpcOrigin:VpcOrigin",
      "viewerCertificate.acmCertificateArn": CERTIFICATE,
    },
    harmless: {
      texts: ["comment"],
      timing: [
        "waitForDeployment",
        "origins[].vpcOriginConfig.originKeepaliveTimeout",
        "origins[].vpcOriginConfig.originReadTimeout",
      ],
      sizes: [
        "priceClass",
        "httpVersion",
        "defaultCacheBehavior.compress",
        "orderedCacheBehaviors[].compress",
        "origins[].originShield",
        "isIpv6Enabled",
      ],
      refused: [
        "origins[]$",
        "origins[].originId",
        "defaultCacheBehavior.targetOriginId",
        "orderedCacheBehaviors[].targetOriginId",
        "restrictions",
        "defaultCacheBehavior.allowedMethods",
      ],
      working: [
        "orderedCacheBehaviors$",
        "orderedCacheBehaviors[]$",
        "origins[].vpcOriginConfig$",
        "aliases",
        "origins[].domainName",
        "orderedCacheBehaviors[].pathPattern",
        "orderedCacheBehaviors[].cachePolicyId",
        "defaultCacheBehavior.originRequestPolicyId",
        "defaultCacheBehavior.functionAssociations",
      ],
    },
    refusedWithout: [
      "origins[].vpcOriginConfig.vpcOriginId",
      "origins[].originAccessControlId",
      // With a name of its own a distribution needs a certificate for it.
      "viewerCertificate.acmCertificateArn",
    ],
    dispensable: "Without it nobody reaches the product, from anywhere",
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
    guards: [
      privacy(
        "securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy",
        like(/frame-ancestors 'none'|frame-ancestors 'self'/, "a policy that says who may frame the product"),
        "A stranger's page could frame the product",
      ),
      privacy(
        "securityHeadersConfig.contentTypeOptions.override",
        is(true),
        "Browsers would guess what an upload is, and run it",
      ),
      privacy(
        "securityHeadersConfig.frameOptions.frameOption",
        is("DENY", "SAMEORIGIN"),
        "A stranger's page could frame the product",
      ),
      privacy(
        "securityHeadersConfig.referrerPolicy.referrerPolicy",
        is(
          "strict-origin-when-cross-origin",
          "no-referrer",
          "same-origin",
          "strict-origin",
          "origin",
          "origin-when-cross-origin",
        ),
        "Addresses with tokens would be told to strangers",
      ),
      privacy(
        "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
        atLeast(15_552_000),
        "The first request of a day could go in clear",
      ),
      privacy(
        "securityHeadersConfig.strictTransportSecurity.override",
        is(true),
        "The product could take it back",
      ),
    ],
    harmless: {
      texts: ["comment", "name"],
      working: [
        "securityHeadersConfig.contentSecurityPolicy.override",
        "securityHeadersConfig.frameOptions.override",
        "securityHeadersConfig.referrerPolicy.override",
        "securityHeadersConfig.strictTransportSecurity.includeSubdomains",
      ],
    },
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    guards: [
      privacy("signingBehavior", is("always"), "The bucket could not tell the distribution from a stranger"),
      privacy("signingProtocol", is("sigv4"), "The bucket could not tell the distribution from a stranger"),
      privacy(
        "originAccessControlOriginType",
        is("s3", "lambda", "mediastore", "mediapackagev2"),
        "The bucket could not tell the distribution from a stranger",
      ),
    ],
    harmless: { texts: ["name", "description"] },
  },
  "aws:cloudfront/vpcOrigin:VpcOrigin": {
    refers: { "vpcOriginEndpointConfig.arn": LOAD_BALANCER },
    required: ["vpcOriginEndpointConfig.arn"],
    guards: [
      privacy(
        "vpcOriginEndpointConfig.originSslProtocols.items",
        only("TLSv1.2", "TLSv1.3"),
        "Old TLS could be broken",
      ),
      privacy(
        "vpcOriginEndpointConfig.originProtocolPolicy",
        is("http-only", "https-only", "match-viewer"),
        "The protocol would not be known",
      ),
    ],
    harmless: {
      texts: ["vpcOriginEndpointConfig.name"],
      timing: ["timeouts"],
      working: ["vpcOriginEndpointConfig.httpPort", "vpcOriginEndpointConfig.httpsPort"],
      refused: ["vpcOriginEndpointConfig.originSslProtocols.quantity"],
    },
    dispensable: "Without it nobody reaches the product, from anywhere",
  },
  "aws:cloudfront/function:Function": {
    harmless: { texts: ["name", "comment"], refused: ["runtime", "publish"], working: ["code"] },
    dispensable: "The distribution that names it is refused",
  },
  "aws:wafv2/webAcl:WebAcl": {
    refusedWithout: [
      "rules[].statement",
      "rules[].statement.managedRuleGroupStatement",
      "rules[].statement.rateBasedStatement",
      "rules[].statement.managedRuleGroupStatement.name",
    ],
    guards: [
      privacy("rules", KNOWN_ATTACKS, "Nothing would stop floods or known attacks"),
      privacy(
        "rules[].statement.managedRuleGroupStatement?.vendorName",
        given,
        "The rules would not be AWS's own",
      ),
      privacy(
        "rules[].statement.rateBasedStatement?.limit",
        within(10, 100_000),
        "A flood would not be stopped, or everybody",
      ),
      privacy(
        "rules[].statement.rateBasedStatement?.aggregateKeyType",
        is("IP", "FORWARDED_IP", "CUSTOM_KEYS", "CONSTANT"),
        "A flood of one address would not be told from the crowd",
      ),
      watch("visibilityConfig.cloudwatchMetricsEnabled", is(true), "Nobody could count what was refused"),
      watch("visibilityConfig.sampledRequestsEnabled", is(true), "Nobody could see what was refused"),
      watch(
        "rules[].visibilityConfig.cloudwatchMetricsEnabled",
        is(true),
        "Nobody could count what was refused",
      ),
      watch("rules[].visibilityConfig.sampledRequestsEnabled", is(true), "Nobody could see what was refused"),
    ],
    harmless: {
      texts: [
        "name",
        "description",
        "rules[].name",
        "visibilityConfig.metricName",
        "rules[].visibilityConfig.metricName",
      ],
      timing: ["rules[].statement.rateBasedStatement.evaluationWindowSec"],
      refused: [
        "region",
        "scope",
        "rules[].priority",
        "defaultAction",
        "rules[].statement.managedRuleGroupStatement.vendorName",
      ],
      working: [
        "rules[].action.block.customResponse",
        "rules[].statement.managedRuleGroupStatement.ruleActionOverrides",
      ],
    },
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    refers: {
      resourceArn: "aws:wafv2/webAcl:WebAcl",
      "logDestinationConfigs[]": "aws:s3/bucket:Bucket",
    },
    required: ["resourceArn", "logDestinationConfigs"],
    refusedWithout: ["logDestinationConfigs"],
    guards: [
      privacy("redactedFields", WITHOUT_TOKENS, "Tokens of users would lie in the log"),
      privacy("loggingFilter.defaultBehavior", is("DROP"), "Every request of every user would be logged"),
      watch("loggingFilter.filters", KEEPS_REFUSED, "Nobody could tell whom the firewall refused, and why"),
    ],
    harmless: { refused: ["region"] },
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    guards: [
      privacy(
        "dropInvalidHeaderFields",
        is(true),
        "A header that two programs read differently could smuggle a request",
      ),
      privacy(
        "desyncMitigationMode",
        is("defensive", "strictest"),
        "A request that two programs read differently could be smuggled",
        { absent: "AWS takes defensive" },
      ),
      privacy("securityGroups", someOf(1), "The VPC's default group would decide who reaches it"),
      privacy("loadBalancerType", is("application"), "A network load balancer reads no requests", {
        absent: "AWS takes application",
      }),
      availability("subnets", someOf(2), "A load balancer in one zone is lost with the zone"),
    ],
    refers: { "securityGroups[]": GROUP, "subnets[]": "aws:ec2/subnet:Subnet" },
    harmless: { texts: ["name"], timing: ["idleTimeout"], working: ["ipAddressType"] },
    dispensable: "Without it nobody reaches the product, from anywhere",
  },
  "aws:lb/listener:Listener": {
    guards: [
      privacy(
        "sslPolicy",
        like(/^ELBSecurityPolicy-TLS13-1-[23]-(Res-|FIPS-|Ext)?/, "a policy of TLS 1.3 and 1.2"),
        "Old TLS could be broken",
        { when: ({ protocol }) => protocol === "HTTPS" },
      ),
    ],
    refers: {
      loadBalancerArn: LOAD_BALANCER,
      certificateArn: CERTIFICATE,
      "defaultActions[].forward.targetGroups[].arn": "aws:lb/targetGroup:TargetGroup",
    },
    required: ["loadBalancerArn"],
    refusedWithout: ["certificateArn"],
    harmless: { refused: ["protocol", "port", "defaultActions"] },
    dispensable: "Without it nobody reaches the product, from anywhere",
  },
  "aws:lb/listenerRule:ListenerRule": {
    refers: { listenerArn: "aws:lb/listener:Listener" },
    harmless: { refused: ["priority", "actions"], working: ["conditions"] },
    dispensable: "Requests take the listener's own way",
  },
  "aws:lb/targetGroup:TargetGroup": {
    refers: { vpcId: "aws:ec2/vpc:Vpc" },
    required: ["vpcId"],
    guards: [
      availability(
        "healthCheck.path",
        like(/^\/\S+$/, "a path beyond /"),
        "A page of the product would decide whether a pod gets requests",
      ),
      availability("healthCheck.matcher", is("200", "200-299", "204"), "An error page would count as health"),
      availability("healthCheck.unhealthyThreshold", within(2, 10), "A pod that is gone would get requests"),
      availability("healthCheck.interval", within(5, 30), "A pod that is gone would get requests"),
      availability("deregistrationDelay", within(10, 300), "Requests in flight would be cut off"),
    ],
    harmless: {
      texts: ["name"],
      refused: [
        "port",
        "protocol",
        "protocolVersion",
        "targetType",
        "healthCheck.port",
        "healthCheck.protocol",
        "healthCheck.timeout",
        "healthCheck.healthyThreshold",
      ],
      sizes: ["loadBalancingAlgorithmType"],
    },
    dispensable: "Without it nobody reaches the product, from anywhere",
  },
} as const satisfies Readonly<Record<string, Safety>>;

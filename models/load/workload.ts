import { DAYS_PER_MONTH, HOURS_PER_MONTH } from "./month";
import { DEFAULT_COEFFICIENTS, type Coefficients } from "./workload-coefficients";

const MINUTES_PER_MONTH = HOURS_PER_MONTH * 60;
const KIB_PER_GIB = 1024 * 1024;
const MIB_PER_GIB = 1024;

/** What a number of users does to the platform; a month has 730 hours. */
export interface Workload {
  readonly users: number;
  readonly dailyActiveUsers: number;
  readonly concurrentUsersPeak: number;
  readonly sessionsPerMonth: number;
  readonly requestsPerMinute: number;
  readonly requestsPerMinutePeak: number;
  readonly peakHoursPerMonth: number;
  /** API requests; static files and media come on top. */
  readonly requestsPerMonth: number;
  readonly readsPerMonth: number;
  readonly writesPerMonth: number;
  readonly apiOutGiB: number;
  readonly apiInGiB: number;
  readonly assetRequestsPerMonth: number;
  readonly assetOutGiB: number;
  readonly assetOriginRequestsPerMonth: number;
  readonly assetOriginGiB: number;
  readonly uploadsPerMonth: number;
  readonly uploadGiB: number;
  readonly thirdPartyGiB: number;
  readonly internalGiB: number;
  readonly logGiB: number;
  readonly vectors: number;
  readonly vectorQueriesPerMonth: number;
  readonly qdrantGiBPerCopy: number;
  readonly embeddingsPerMonth: number;
  readonly embeddingCacheGiB: number;
  readonly valkeyMainGiB: number;
  readonly postgresGiB: number;
  readonly postgresHotGiB: number;
  readonly postgresConnectionsPeak: number;
  readonly appCoresPeak: number;
  readonly appCoresAverage: number;
  readonly postgresCoresPeak: number;
  readonly rumEventsPerMonth: number;
}

/** A picture of a post, of which an active user looks at as many as make up the media of a day. */
const MEDIA_MIB_PER_REQUEST = 0.25;

/** Load and stored data of `users` users. Linear in users: zero users are zero load. */
export function workloadOf(users: number, c: Coefficients = DEFAULT_COEFFICIENTS): Workload {
  const requestsPerMinute = users * c.requestsPerUserMinute;
  const requestsPerMinutePeak = requestsPerMinute * c.peakFactor;
  const requestsPerMonth = requestsPerMinute * MINUTES_PER_MONTH;
  const dailyActiveUsers = users * c.dailyActiveShare;
  const sessionsPerMonth = dailyActiveUsers * c.sessionsPerActiveDay * DAYS_PER_MONTH;
  const mediaMiB = dailyActiveUsers * c.mediaMiBPerActiveDay * DAYS_PER_MONTH;
  const assetRequestsPerMonth = sessionsPerMonth * c.staticFilesPerSession + mediaMiB / MEDIA_MIB_PER_REQUEST;
  const assetOutGiB = (sessionsPerMonth * c.staticKiBPerSession) / KIB_PER_GIB + mediaMiB / MIB_PER_GIB;
  const uploadsPerMonth = users * c.uploadsPerUserDay * DAYS_PER_MONTH;
  const postgresGiB = (users * c.postgresMiBPerUser) / MIB_PER_GIB;
  const cores = (perMinute: number, cpuMs: number) => (perMinute * cpuMs) / 60_000;
  return {
    users,
    dailyActiveUsers,
    concurrentUsersPeak: users * c.peakConcurrentShare,
    sessionsPerMonth,
    requestsPerMinute,
    requestsPerMinutePeak,
    peakHoursPerMonth: c.peakHoursPerDay * DAYS_PER_MONTH,
    requestsPerMonth,
    readsPerMonth: requestsPerMonth * c.readShare,
    writesPerMonth: requestsPerMonth * (1 - c.readShare),
    apiOutGiB: (requestsPerMonth * c.responseKiB) / KIB_PER_GIB,
    apiInGiB: (requestsPerMonth * c.requestKiB) / KIB_PER_GIB,
    assetRequestsPerMonth,
    assetOutGiB,
    assetOriginRequestsPerMonth: assetRequestsPerMonth * (1 - c.edgeCacheHitShare),
    assetOriginGiB: assetOutGiB * (1 - c.edgeCacheHitShare),
    uploadsPerMonth,
    uploadGiB: (uploadsPerMonth * c.uploadMiB) / MIB_PER_GIB,
    thirdPartyGiB: (requestsPerMonth * c.thirdPartyKiBPerRequest) / KIB_PER_GIB,
    internalGiB: (requestsPerMonth * c.internalKiBPerRequest) / KIB_PER_GIB,
    logGiB: (requestsPerMonth * c.logBytesPerRequest) / (KIB_PER_GIB * 1024),
    vectors: users * c.vectorsPerUser,
    vectorQueriesPerMonth: users * c.vectorQueriesPerUserMinute * MINUTES_PER_MONTH,
    qdrantGiBPerCopy: (users * c.qdrantMiBPerUser) / MIB_PER_GIB,
    embeddingsPerMonth: users * c.embeddingsPerUserDay * DAYS_PER_MONTH,
    embeddingCacheGiB: (users * c.embeddingsPerUserDay * c.embeddingKiB) / KIB_PER_GIB,
    valkeyMainGiB: (users * c.valkeyMiBPerUser) / MIB_PER_GIB,
    postgresGiB,
    postgresHotGiB: postgresGiB * c.postgresHotShare,
    postgresConnectionsPeak: users * c.postgresConnectionsPerUser,
    appCoresPeak: cores(requestsPerMinutePeak, c.appCpuMsPerRequest),
    appCoresAverage: cores(requestsPerMinute, c.appCpuMsPerRequest),
    postgresCoresPeak: cores(requestsPerMinutePeak, c.postgresCpuMsPerRequest),
    rumEventsPerMonth: sessionsPerMonth * c.rumEventsPerSession,
  };
}

type Fields = Readonly<Record<string, unknown>>;

const off = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, false]));
const empty = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, {}]));

/** The twin keeps no reactions and no text but Markdown. */
const written = { reactionData: {}, bodyData: JSON.stringify({ type: "doc", content: [] }) };
const histories = empty("currentProgress", "progressHistory");

/**
 * Fields that Linear never leaves empty and that the twin has nothing to say about: a workspace's settings as a
 * new one has them, and histories it does not keep. Lists of things that the twin does not model are empty.
 */
export const neutral: Readonly<Record<string, Fields>> = {
  Organization: {
    ...off(
      ...["agentAutomationEnabled", "aiAddonEnabled", "aiDiscussionSummariesEnabled", "aiTelemetryEnabled"],
      ...["aiThreadSummariesEnabled", "codeIntelligenceEnabled", "codingAgentEnabled", "customersEnabled"],
      ...[
        "feedEnabled",
        "generatedUpdatesEnabled",
        "gitLinkbackDescriptionsEnabled",
        "gitLinkbackMessagesEnabled",
      ],
      ...["gitPublicLinkbackMessagesEnabled", "hideNonPrimaryOrganizations", "hipaaComplianceEnabled"],
      ...["linearAgentEnabled", "pullRequestTourEnabled", "releasesEnabled", "samlEnabled", "scimEnabled"],
      ...["slackAutoCreateProjectChannel", "slackProjectChannelsEnabled", "suggestedBranchNameEnabled"],
    ),
    ...empty("authSettings", "codingAgentSettings", "customersConfiguration", "linearAgentSettings"),
    ...empty("securitySettings", "teamSecuritySettings"),
    customerCount: 0,
    fiscalYearStartMonth: 0,
    initiativeUpdateRemindersDay: "Friday",
    initiativeUpdateRemindersHour: 14,
    periodUploadVolume: 0,
    projectUpdateRemindersDay: "Friday",
    projectUpdateRemindersHour: 14,
    projectUpdatesReminderFrequency: "never",
    pullRequestIssueMode: "none",
    releaseChannel: "public",
    roadmapEnabled: true,
    slaDayCount: "all",
    slackProjectChannelPrefix: "proj-",
    workingDays: [1, 2, 3, 4, 5],
  },
  User: {
    ...off("hasGitHubCodeAccess", "supportsAgentSessions"),
    avatarBackgroundColor: "#5e6ad2",
    canAccessAnyPublicTeam: true,
    inviteHash: "",
  },
  Team: {
    ...off(
      ...[
        "agentAutomationEnabled",
        "aiDiscussionSummariesEnabled",
        "aiThreadSummariesEnabled",
        "codingAgentEnabled",
      ],
      ...[
        "cycleIssueAutoAssignCompleted",
        "cycleIssueAutoAssignStarted",
        "cycleLockToActive",
        "groupIssueHistory",
      ],
      ...["inheritIssueEstimation", "inheritProjectStatuses", "inheritSlackAutoCreateProjectChannel"],
      ...["inheritWorkflowStatuses", "issueOrderingNoPriorityFirst", "issueSortOrderDefaultToBottom"],
      ...[
        "requirePriorityToLeaveTriage",
        "scimManaged",
        "slackIssueComments",
        "slackIssueStatuses",
        "slackNewIssue",
      ],
    ),
    ...histories,
    ...empty("securitySettings"),
    ancestors: [],
    children: [],
    autoArchivePeriod: 6,
    cycleCalenderUrl: "",
    cycleCooldownTime: 0,
    cycleDuration: 2,
    cycleStartDay: 1,
    defaultIssueEstimate: 1,
    initiativesEnabled: true,
    inviteHash: "",
    ledInitiativeCount: 0,
    setIssueSortOrderOnStateChange: "default",
    upcomingCycleCount: 2,
    viewerCanJoin: true,
    viewerCanLeave: true,
  },
  Issue: { ...written, boardOrder: 0, customerTicketCount: 0, inheritsSharedAccess: false },
  Comment: { ...written, ...off("hideInLinear", "isArtificialAgentSessionRoot") },
  Project: {
    ...histories,
    ...off("slackIssueComments", "slackIssueStatuses", "slackNewIssue"),
    frequencyResolution: "weekly",
    resourceCount: 0,
  },
  ProjectMilestone: histories,
  ProjectUpdate: { ...written, isStale: false },
  Cycle: histories,
  Initiative: { frequencyResolution: "weekly", visibility: "public" },
  InitiativeUpdate: { ...written, isStale: false },
};

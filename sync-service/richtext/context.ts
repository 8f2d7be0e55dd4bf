/** What the text of one tracker means in the other. All of it may be left out: text then stays as it is. */
export interface RichTextContext {
  people?: {
    /** The person in Linear: a profile's URL, or `@Name`. `text` is how Jira shows the mention. */
    toMarkdown(accountId: string, text: string | undefined): string | undefined;
    /** The person in Jira, for a profile's URL or an `@Name`. */
    toAdf(person: string): { accountId: string; text: string } | undefined;
  };
  links?: {
    /** URL of the Linear issue that mirrors the Jira issue at this URL. */
    toMarkdown(jiraUrl: string): string | undefined;
    toAdf(linearUrl: string): string | undefined;
  };
  attachments?: {
    /** URL of the mirrored file of a medium in Jira. */
    toMarkdown(mediaId: string, collection: string): string | undefined;
    toAdf(url: string): { mediaId: string; collection: string } | undefined;
  };
}

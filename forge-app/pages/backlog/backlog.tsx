import Heading from "@atlaskit/heading";

export function Backlog() {
  return <Heading size="large">Backlog</Heading>;
}

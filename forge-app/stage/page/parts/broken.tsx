/** A surface that cannot be shown: loud, so that no test and no visitor overlooks it. */
export function Broken({ message }: { message: string }) {
  return (
    <pre className="unsupported" role="alert" data-unsupported>
      {`The surface broke: ${message}`}
    </pre>
  );
}

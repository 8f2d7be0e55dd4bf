import "./bridge.ts";

// Imported after the bridge stands: the unchanged entry that manifest.yml names.
void import("../../ui/settings.tsx");

import "@atlaskit/css-reset";
import "./styles/page.css";
import "./styles/header.css";
import "./styles/columns.css";
import "./styles/pair.css";
import "./styles/prose.css";
import "./styles/worth.css";
import "./styles/jira.css";
import "./styles/jira-page.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<App />);

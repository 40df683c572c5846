import { useEffect, useId, useState } from "react";
import { type Settings, webDomain } from "../../shared/settings.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

type Access = Settings["web"]["access"];

const accesses: readonly { value: Access; label: string }[] = [
  { value: "off", label: "Off: the agent has no web" },
  { value: "listed", label: "Only listed domains, without a question" },
  { value: "ask", label: "Listed domains without a question, ask for all others" },
  { value: "open", label: "Everything without a question" },
];

/** What the agent may look at on the web. */
export function WebPage() {
  const access = useSettingsPage("web");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { web } = settings;
  return (
    <>
      <p className="soft">
        The agent can fetch pages and search with DuckDuckGo, from this machine. What stands in an
        address goes out with it. After it has read output or a page in a turn, each fetch asks,
        whatever is chosen here.
      </p>
      <ChoiceField
        label="Pages and searches"
        value={web.access}
        options={accesses}
        disabled={isFixed("web.access")}
        onChange={(value) => change({ web: { access: value } })}
      />
      <DomainList
        label="Without a question"
        hint="Domains with their subdomains, one a line. Searches go to duckduckgo.com."
        value={web.allow}
        disabled={isFixed("web.allow")}
        onChange={(allow) => change({ web: { allow } })}
      />
      <DomainList
        label="Never"
        hint="Domains with their subdomains."
        value={web.deny}
        disabled={isFixed("web.deny")}
        onChange={(deny) => change({ web: { deny } })}
      />
      <DomainList
        label="May have a private address"
        hint="Exact names of hosts in your own network, such as a wiki; with :port where it is not 80 or 443. All other private addresses are refused."
        value={web.allowPrivate}
        disabled={isFixed("web.allowPrivate")}
        onChange={(allowPrivate) => change({ web: { allowPrivate } })}
      />
      {notes}
    </>
  );
}

interface DomainListProps {
  label: string;
  hint: string;
  value: readonly string[];
  disabled: boolean;
  onChange: (value: string[]) => void;
}

/** Domains, one a line; they count when the field is left and all of them are valid. */
function DomainList(props: DomainListProps) {
  const kept = props.value.join("\n");
  const [text, setText] = useState(kept);
  const id = useId();
  useEffect(() => setText(kept), [kept]);
  const domains = [...new Set(text.split(/[\s,]+/).filter((each) => each !== ""))];
  const wrong = domains.find((each) => !webDomain.safeParse(each).success);
  const commit = () => {
    if (wrong === undefined && domains.join("\n") !== kept) props.onChange(domains);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        className="input domain-list"
        rows={Math.min(Math.max(domains.length + 1, 2), 8)}
        spellCheck={false}
        autoComplete="off"
        value={text}
        disabled={props.disabled}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
      />
      <p id={`${id}-note`} className={wrong === undefined ? "field-hint" : "field-problem"}>
        {wrong === undefined ? props.hint : `${wrong} is no domain such as example.com.`}
      </p>
    </div>
  );
}

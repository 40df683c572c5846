import { useState } from "react";
import type { ModelProfile } from "../../shared/contract/models.ts";
import { ModelForm } from "../settings/model-form.tsx";
import { TestModel } from "../settings/test-model.tsx";

interface EndpointChoiceProps {
  onUse: (profile: ModelProfile) => void;
  onCancel: () => void;
}

/** Sets up an endpoint, tests it, and only then uses it. */
export function EndpointChoice({ onUse, onCancel }: EndpointChoiceProps) {
  const [saved, setSaved] = useState<ModelProfile | null>(null);
  const [editing, setEditing] = useState(true);
  if (editing || saved === null) {
    return (
      <ModelForm
        profile={saved}
        act="Save and test"
        onSaved={(profile) => {
          setSaved(profile);
          setEditing(false);
        }}
        onCancel={onCancel}
      />
    );
  }
  return (
    <div className="endpoint-saved">
      <p>
        {saved.model} at {saved.baseUrl}
      </p>
      <div className="settings-row">
        <TestModel id={saved.id} name={saved.name} atOnce />
      </div>
      <div className="settings-row">
        <button type="button" className="button primary" onClick={() => onUse(saved)}>
          Use this model
        </button>
        <button type="button" className="button" onClick={() => setEditing(true)}>
          Change it
        </button>
      </div>
    </div>
  );
}

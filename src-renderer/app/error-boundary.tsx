import { Component, type ErrorInfo, type ReactNode } from "react";
import { FailureNotice } from "../ui/failure-notice.tsx";

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** Where drawing fails, says so and offers to draw anew; what runs in main goes on untouched. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { detail: string | null }> {
  override state = { detail: null as string | null };

  static getDerivedStateFromError(error: unknown): { detail: string } {
    return { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const stack = error instanceof Error ? error.stack : String(error);
    this.setState({ detail: `${stack ?? ""}\n${info.componentStack ?? ""}` });
  }

  override render(): ReactNode {
    const { detail } = this.state;
    if (detail === null) return this.props.children;
    return (
      <main className="full-page">
        <div className="full-page-card">
          <h1>This window could not be drawn</h1>
          <p>
            That is a bug in Fairlead. Terminals and turns go on; draw the window anew to see them.
          </p>
          <FailureNotice failure={{ sentence: "The window stopped drawing.", detail }} />
          <button type="button" className="button primary" onClick={() => location.reload()}>
            Draw anew
          </button>
        </div>
      </main>
    );
  }
}

/**
 * A Kubernetes object exactly as the API server gives and takes it. The client library's typed models are not used for objects:
 * they rename fields and drop what they do not know (a NetworkPolicy's `from` becomes `_from` and is lost), which would test another manifest.
 */
export interface Manifest {
  apiVersion?: string;
  kind?: string;
  metadata?: {
    name?: string;
    namespace?: string;
    labels?: Record<string, string | null>;
    annotations?: Record<string, string>;
    [field: string]: any;
  };
  [field: string]: any;
}

import { CallFilters, CallsTable, useCallFilters } from "../../deliveries/CallsTable";
import { api } from "../../../kit/client";
import { useProject } from "../../../kit/me";

export function CallsTab({ campaign }: { campaign: number }) {
  const project = useProject();
  const filters = useCallFilters(["result", "direction", "phone"]);
  const { address, asked } = filters;
  const query = api.useQuery("get", "/api/v1/projects/{project}/campaigns/{campaign_id}/calls", {
    params: { path: { project, campaign_id: campaign }, query: { ...asked, page: address.page, per: address.per } },
  });
  return (
    <>
      <CallFilters filters={filters} fields={["result", "direction", "phone"]} />
      <CallsTable query={query} filters={filters} />
    </>
  );
}

import Modal, {
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
} from "@atlaskit/modal-dialog";
import SectionMessage from "@atlaskit/section-message";
import { z } from "zod";
import { handler, node } from "../node.ts";

export const messages = {
  SectionMessage: node(
    z.strictObject({
      appearance: z.enum(["information", "warning", "error", "success", "discovery"]).exactOptional(),
      title: z.string().exactOptional(),
    }),
    (props, children) => <SectionMessage {...props}>{children}</SectionMessage>,
  ),
  ModalTransition: node(z.strictObject({}), (_, children) => <ModalTransition>{children}</ModalTransition>),
  Modal: node(
    z.strictObject({
      width: z.enum(["small", "medium", "large", "x-large"]).exactOptional(),
      onClose: handler.exactOptional(),
    }),
    (props, children) => (
      // Jira's own: the modal is as high as what is in it, and its body scrolls.
      <Modal {...props}>{children}</Modal>
    ),
  ),
  ModalHeader: node(z.strictObject({}), (_, children) => (
    <ModalHeader hasCloseButton>{children}</ModalHeader>
  )),
  ModalTitle: node(z.strictObject({}), (_, children) => <ModalTitle>{children}</ModalTitle>),
  ModalBody: node(z.strictObject({}), (_, children) => <ModalBody>{children}</ModalBody>),
  ModalFooter: node(z.strictObject({}), (_, children) => <ModalFooter>{children}</ModalFooter>),
};
